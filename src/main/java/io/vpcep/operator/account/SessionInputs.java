package io.vpcep.operator.account;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState.Reason;
import java.util.Objects;

/**
 * All that a session is opened from. As long as it stays the same, nothing is gained by opening
 * another.
 *
 * @param settings what the CloudAccount asks for
 * @param endpoints where its cloud is
 * @param credentials what its Secret holds
 */
record SessionInputs(AccountSettings settings, CloudEndpoints endpoints, Credentials credentials) {

  /** A Secret that cannot be read at present, which says nothing about what it holds. */
  static final class UnreadableSecretException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableSecretException(RuntimeException cause) {
      super(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString), cause);
    }
  }

  /**
   * Looks at configuration and Secret.
   *
   * @throws UnusableInputsException if they do not make an account
   * @throws UnreadableSecretException if the Secret cannot be read at present
   */
  static SessionInputs of(
      AccountKey key, AccountSettings settings, EndpointResolver clouds, SecretReader secrets)
      throws UnusableInputsException, UnreadableSecretException {
    var endpoints = endpoints(settings, clouds);
    var credentials = credentials(key, settings, secrets);
    if (credentials instanceof Credentials.Token && settings.projectId() == null) {
      throw new UnusableInputsException(
          Reason.PROJECT_NOT_FOUND, "spec.projectID is required with a token.");
    }
    return new SessionInputs(settings, endpoints, credentials);
  }

  /** Names the credentials among those of all accounts. */
  CredentialKey credential() {
    return credentials.key(endpoints.iam());
  }

  private static Credentials credentials(
      AccountKey key, AccountSettings settings, SecretReader secrets)
      throws UnusableInputsException, UnreadableSecretException {
    var name = settings.secretName();
    try {
      var keys = secrets.read(key.namespace(), name);
      if (keys == null) {
        throw new UnusableInputsException(
            Reason.SECRET_NOT_FOUND,
            "Secret %s does not exist in namespace %s.".formatted(name, key.namespace()));
      }
      return Credentials.of(name, keys);
    } catch (RuntimeException e) {
      throw new UnreadableSecretException(e);
    }
  }

  private static CloudEndpoints endpoints(AccountSettings settings, EndpointResolver clouds)
      throws UnusableInputsException {
    try {
      return clouds.find(settings.cloud(), settings.region());
    } catch (UnknownCloudException e) {
      throw new UnusableInputsException(Reason.UNKNOWN_CLOUD, requireNonNull(e.getMessage()));
    }
  }
}
