package io.vpcep.emulator.iam;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway thinks of the caller of a request.
 *
 * @param who the user, the access key's ID or the kind of token; null for an unknown caller
 * @param domain the name of the account that the caller belongs to
 * @param refusal why the call is refused; null when it is not
 */
public record AuthenticationResult(@Nullable String who, String domain, @Nullable String refusal) {

  /** Of those that no data says it of. */
  static final String DEFAULT_DOMAIN = "emulator";

  /** The ID of that account. */
  public String domainId() {
    return Ids.ofDomain(domain);
  }

  static AuthenticationResult of(String who, String domain) {
    return new AuthenticationResult(who, domain, null);
  }

  static AuthenticationResult refused(@Nullable String who, String refusal) {
    return new AuthenticationResult(who, DEFAULT_DOMAIN, refusal);
  }
}
