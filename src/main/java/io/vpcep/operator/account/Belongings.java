package io.vpcep.operator.account;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState.Reason;

/**
 * All that a session is opened from. As long as it stays the same, nothing is gained by opening
 * another.
 *
 * @param settings what the CloudAccount asks for
 * @param endpoints where its cloud is
 * @param credentials what its Secret holds
 */
record Belongings(AccountSettings settings, CloudEndpoints endpoints, Credentials credentials) {

  /**
   * Looks at configuration and Secret.
   *
   * @throws UnusableException if they do not make an account
   * @throws RuntimeException if the Secret cannot be read at present
   */
  static Belongings of(
      AccountKey key, AccountSettings settings, CloudDirectory clouds, SecretReader secrets)
      throws UnusableException {
    var endpoints = endpoints(settings, clouds);
    var keys = secrets.read(key.namespace(), settings.secretName());
    if (keys == null) {
      throw new UnusableException(
          Reason.SECRET_NOT_FOUND,
          "there is no Secret " + settings.secretName() + " in namespace " + key.namespace() + ".");
    }
    return new Belongings(settings, endpoints, Credentials.of(keys));
  }

  private static CloudEndpoints endpoints(AccountSettings settings, CloudDirectory clouds)
      throws UnusableException {
    try {
      return clouds.find(settings.cloud(), settings.region());
    } catch (UnknownCloudException e) {
      throw new UnusableException(Reason.UNKNOWN_CLOUD, requireNonNull(e.getMessage()));
    }
  }
}
