package io.vpcep.operator.account;

import okhttp3.HttpUrl;

/**
 * Names credentials among those of all accounts. Two accounts with equal ones are one to the cloud.
 *
 * @param id what the cloud locks after wrong tries
 * @param digest of the secret; never shown
 */
record CredentialKey(Id id, String digest) {

  /**
   * An access key, a user, or a token, whatever the secret that belongs to it.
   *
   * @param iam the identity service that knows it
   * @param name never shown: it is a tenant's
   * @param lockable whether the cloud locks it after wrong tries
   */
  record Id(HttpUrl iam, String name, boolean lockable) {
    @Override
    public String toString() {
      return "credentials of " + iam.host();
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
