package io.vpcep.operator.cloud.auth;

import org.jspecify.annotations.Nullable;

/**
 * A pair of keys, permanent or temporary. White space around the values is dropped.
 *
 * @param accessKey the access key ID (AK); a name, no secret
 * @param secretKey the secret access key (SK), which signs and is never sent; never shown
 * @param securityToken what IAM issued with a temporary pair; null for a permanent one; never shown
 */
public record AccessKey(String accessKey, String secretKey, @Nullable String securityToken) {

  /**
   * Refuses also a secret key that no header could carry: it never has to be, but such a one was
   * copied wrongly, and the clouds lock an access key after a few wrong signatures.
   *
   * @throws IllegalArgumentException when a value is empty or not of visible ASCII characters;
   *     without showing it
   */
  public AccessKey {
    accessKey = HeaderText.of(accessKey, "an access key ID");
    secretKey = HeaderText.of(secretKey, "a secret access key");
    securityToken = securityToken == null ? null : HeaderText.of(securityToken, "a security token");
  }

  @Override
  public String toString() {
    return "access key " + accessKey;
  }
}
