package io.vpcep.emulator.iam;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.RefusedException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Says who calls and whether the gateway lets the call through: by {@code X-Auth-Token} or, without
 * one, by the signature in {@code Authorization}. Which of two the real gateway prefers is
 * unconfirmed.
 */
public final class Authentication {

  private static final String TOKEN = "X-Auth-Token";
  private static final String AUTHORIZATION = "Authorization";

  private final IdentityStore identity;
  private final Signatures signatures;

  public Authentication(IdentityStore identity, InstantSource clock) {
    this.identity = identity;
    signatures = new Signatures(identity.accessKeys(), clock);
  }

  /** Looks at a request; counts a wrong signature, so ask once for each request. */
  public AuthenticationResult verdict(EmulatedRequest request) {
    return signature(request)
        .map(authorization -> signatures.verdict(request, authorization))
        .orElseGet(() -> identity.verdict(request.headers().getFirst(TOKEN)));
  }

  /**
   * The caller of a request; looks at it as {@link #verdict} does.
   *
   * @throws RefusedException when the gateway does not let the call through
   */
  public AuthenticationResult caller(EmulatedRequest request) throws RefusedException {
    AuthenticationResult caller = verdict(request);
    String refusal = caller.refusal();
    if (refusal != null) {
      throw new RefusedException(GatewayError.INCORRECT_AUTHENTICATION.response(refusal));
    }
    return caller;
  }

  /** Whether a request brings neither a token nor a signature. */
  static boolean isAnonymous(EmulatedRequest request) {
    String token = request.headers().getFirst(TOKEN);
    return (token == null || token.isEmpty()) && signature(request).isEmpty();
  }

  /** Who the caller claims to be, right or wrong; empty for somebody unknown. */
  public Optional<String> claim(EmulatedRequest request) {
    return signature(request)
        .map(text -> SignatureHeader.parse(text).map(SignatureHeader::accessKey))
        .orElseGet(
            () -> Optional.ofNullable(identity.verdict(request.headers().getFirst(TOKEN)).who()));
  }

  private static Optional<String> signature(EmulatedRequest request) {
    String token = request.headers().getFirst(TOKEN);
    boolean hasToken = token != null && !token.isEmpty();
    return hasToken
        ? Optional.empty()
        : Optional.ofNullable(request.headers().getFirst(AUTHORIZATION));
  }
}
