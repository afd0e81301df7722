package io.vpcep.emulator.iam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access key.
 *
 * @param id what a request names: the AK
 * @param secretKey what signs: the SK, in clear text, for it is no secret of a real cloud
 * @param securityToken what a request with a temporary key carries; null for a permanent key
 * @param domain the name of the account that it belongs to
 * @param expiresAt from then on it is refused; null for a key that stays
 */
public record AccessKey(
    String id,
    String secretKey,
    @Nullable String securityToken,
    String domain,
    @Nullable Instant expiresAt) {

  /** A key of the usual domain that stays. */
  public AccessKey(String id, String secretKey, @Nullable String securityToken) {
    this(id, secretKey, securityToken, AuthenticationResult.DEFAULT_DOMAIN, null);
  }

  /** Whether requests need a security token. */
  public boolean isTemporary() {
    return securityToken != null;
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return isTemporary() ? id + " (temporary)" : id;
  }
}
