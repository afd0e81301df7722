package io.vpcep.operator.emulator.iam;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway thinks of the caller of a request.
 *
 * @param who the user, the access key's ID or the kind of token; null for an unknown caller
 * @param domain the name of the account that the caller belongs to
 * @param refusal why the call is refused; null when it is not
 */
public record Verdict(@Nullable String who, String domain, @Nullable String refusal) {

  /** Of those that no data says it of. */
  static final String DEFAULT_DOMAIN = "emulator";

  static Verdict of(String who, String domain) {
    return new Verdict(who, domain, null);
  }

  static Verdict refused(@Nullable String who, String refusal) {
    return new Verdict(who, DEFAULT_DOMAIN, refusal);
  }
}
