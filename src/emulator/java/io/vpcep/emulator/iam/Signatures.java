package io.vpcep.emulator.iam;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.iam.SignatureHeader.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies {@code SDK-HMAC-SHA256} signatures. The texts of refusals are those of the API Request
 * Signing Guide and of API Gateway's error codes; where these have none, which is said below, the
 * text is made up. In which order the real gateway looks is unconfirmed.
 */
final class Signatures {

  private static final String DATE = "X-Sdk-Date";
  private static final String SECURITY_TOKEN = "X-Security-Token";
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter DATE_FORM =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String WRONG = "verify aksk signature fail";
  private static final String LOCKED = "AK access failed to reach the limit,forbidden.";
  private static final String EXPIRED = "signature expired";
  private static final String NO_DATE = "x-sdk-date not found"; // made up
  private static final String BAD_HEADER = "authorization header is invalid"; // made up
  private static final String BAD_KEY = "security token expires, expires_at: "; // made up
  private static final String BAD_TOKEN = "security token is invalid"; // made up

  private final AccessKeys keys;
  private final InstantSource clock;

  Signatures(AccessKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Looks at a signed request; counts a wrong signature. */
  AuthenticationResult verdict(EmulatedRequest request, String authorization) {
    SignatureHeader header = SignatureHeader.parse(authorization).orElse(null);
    if (header == null) {
      return AuthenticationResult.refused(null, BAD_HEADER);
    }
    return keys.find(header.accessKey())
        .map(key -> verdict(request, header, key))
        .orElseGet(
            () ->
                AuthenticationResult.refused(
                    header.accessKey(),
                    "Get secretKey failed,ak:%s,err:ak not exist".formatted(header.accessKey())));
  }

  private AuthenticationResult verdict(
      EmulatedRequest request, SignatureHeader header, AccessKey key) {
    return new AuthenticationResult(
        key.id(), key.domain(), refusal(request, header, key).orElse(null));
  }

  private Optional<String> refusal(EmulatedRequest request, SignatureHeader header, AccessKey key) {
    if (keys.isLocked(key.id())) {
      return Optional.of(LOCKED);
    }
    String date = request.headers().getFirst(DATE);
    if (date == null) {
      return Optional.of(NO_DATE);
    }
    if (!isNow(date)) {
      return Optional.of(EXPIRED);
    }
    if (!hasItsToken(request, key)) {
      return Optional.of(BAD_TOKEN);
    }
    Instant expiresAt = key.expiresAt();
    if (expiresAt != null && key.isExpired(clock.instant())) {
      return Optional.of(BAD_KEY + TokenTime.shown(expiresAt));
    }
    if (!isRight(request, header, key, date)) {
      keys.wrongSignature(key);
      return Optional.of(WRONG);
    }
    keys.rightSignature(key);
    return Optional.empty();
  }

  private boolean isNow(String date) {
    try {
      Instant signedAt = DATE_FORM.parse(date, Instant::from);
      return Duration.between(signedAt, clock.instant()).abs().compareTo(MAX_SKEW) <= 0;
    } catch (DateTimeException noDate) {
      return false;
    }
  }

  /**
   * A security token need not be among the signed headers: the guide requires {@code X-Sdk-Date}
   * alone, and Huawei Cloud's Terraform provider as well as Open Telekom Cloud's Go client add the
   * token after signing. No document says so for either form, nor what becomes of a security token
   * beside a permanent key, which is not looked at here.
   */
  private static boolean hasItsToken(EmulatedRequest request, AccessKey key) {
    return !key.isTemporary()
        || Objects.equals(key.securityToken(), request.headers().getFirst(SECURITY_TOKEN));
  }

  private static boolean isRight(
      EmulatedRequest request, SignatureHeader header, AccessKey key, String date) {
    byte[] signingKey = signingKey(key, header.scope());
    byte[] given = header.signature().getBytes(StandardCharsets.UTF_8);
    return candidates(request, header)
        .map(canonical -> stringToSign(canonical, header.scope(), date))
        .map(text -> HexFormat.of().formatHex(Digests.hmac(signingKey, text)))
        .anyMatch(right -> MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), given));
  }

  /** A scoped signature may follow the guide in all else, or Open Telekom Cloud's Go client. */
  private static Stream<CanonicalRequest> candidates(
      EmulatedRequest request, SignatureHeader header) {
    Stream<CanonicalRequest> guide =
        Stream.of(CanonicalRequest.of(request, header.signedHeaders()));
    return header.scope() == null
        ? guide
        : Stream.concat(guide, GoClientRequest.candidates(request, header.signedHeaders()));
  }

  private static String stringToSign(
      CanonicalRequest canonical, @Nullable Scope scope, String date) {
    String scopeLine = scope == null ? "" : scope.line() + "\n";
    return SignatureHeader.ALGORITHM
        + "\n"
        + date
        + "\n"
        + scopeLine
        + Digests.sha256(canonical.text());
  }

  private static byte[] signingKey(AccessKey key, @Nullable Scope scope) {
    if (scope == null) {
      return key.secretKey().getBytes(StandardCharsets.UTF_8);
    }
    byte[] chained = ("SDK" + key.secretKey()).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(scope.date(), scope.region(), scope.service(), Scope.END)) {
      chained = Digests.hmac(chained, part);
    }
    return chained;
  }
}
