package io.vpcep.emulator.iam;

import org.jspecify.annotations.Nullable;

/**
 * An access key.
 *
 * @param id what a request names: the AK
 * @param secretKey what signs: the SK, in clear text, for it is no secret of a real cloud
 * @param securityToken what a request with a temporary key carries; null for a permanent key
 */
public record AccessKey(String id, String secretKey, @Nullable String securityToken) {

  /** Whether requests need a security token. */
  public boolean isTemporary() {
    return securityToken != null;
  }

  @Override
  public String toString() {
    return isTemporary() ? id + " (temporary)" : id;
  }
}
