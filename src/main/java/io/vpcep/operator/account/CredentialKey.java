package io.vpcep.operator.account;

import okhttp3.HttpUrl;

/**
 * Names credentials among those of all accounts. Two accounts with equal ones are one to the cloud.
 *
 * @param id whose they are, and which identity service knows them
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

    /**
     * What the cloud locks: its regions have identity services of their own, but the same users.
     */
    Lock lock() {
      var domain = iam.topPrivateDomain();
      return new Lock(domain == null ? iam.host() : domain, name);
    }

    @Override
    public String toString() {
      return "credentials of " + iam.host();
    }
  }

  /**
   * An access key or a user in all regions of a cloud.
   *
   * @param domain the registered domain of the identity services, for example "t-systems.com"
   * @param name never shown: it is a tenant's
   */
  record Lock(String domain, String name) {
    @Override
    public String toString() {
      return "lock of " + domain;
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
