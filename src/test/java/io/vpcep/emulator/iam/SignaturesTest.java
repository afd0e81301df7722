package io.vpcep.emulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and what becomes of a key after that. */
class SignaturesTest {

  private static final Instant SIGNED_AT = Instant.parse("2019-11-15T03:36:55Z");
  private static final String WRONG = "verify aksk signature fail";
  private static final String LOCKED = "AK access failed to reach the limit,forbidden.";
  private static final String RIGHT =
      "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d";
  private static final AccessKey KEY = new AccessKey("AccessKey", "SecretKey", null);

  private final ManualClock time = new ManualClock();
  private final IdentityStore identity =
      new IdentityStore(
          new IamData(
              List.of(),
              Set.of(),
              List.of(KEY),
              Duration.ofHours(1),
              Map.of(),
              List.of("eu-de"),
              true),
          time);
  private final Authentication authentication = new Authentication(identity, time);

  @BeforeEach
  void goToTheDayOfTheVector() {
    time.pass(Duration.between(time.instant(), SIGNED_AT));
  }

  private static SignedRequest right() {
    return SignedRequest.of(
            "GET",
            "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2"
                + "&marker=13551d6b-755d-4757-b956-536f674975c0")
        .signed("host;x-sdk-date", RIGHT);
  }

  private static SignedRequest wrong() {
    return right().signed("host;x-sdk-date", "0".repeat(64));
  }

  private @Nullable String refusal(SignedRequest request) {
    return authentication.verdict(request.arrived()).refusal();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(refusal(wrong())).isEqualTo(WRONG);
    }
  }

  static Stream<Arguments> changes() {
    return Stream.<Map.Entry<String, UnaryOperator<SignedRequest>>>of(
            Map.entry("another host", r -> r.with("Host", SignedRequest.HOST + ":8080")),
            Map.entry("another second", r -> r.with("X-Sdk-Date", "20191115T033656Z")),
            Map.entry("a body", r -> r.body("x")),
            Map.entry("another given hash", r -> r.with("X-Sdk-Content-Sha256", "x")),
            Map.entry("more signed headers", r -> r.signed("accept;host;x-sdk-date", RIGHT)),
            Map.entry("fewer signed headers", r -> r.signed("x-sdk-date", RIGHT)),
            Map.entry(
                "a scope",
                r ->
                    r.signedAs(
                        "Credential=AccessKey/20191115/eu-de/vpcep/sdk_request",
                        "host;x-sdk-date",
                        RIGHT)))
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void refusesARequestThatIsNotWhatWasSigned(String what, UnaryOperator<SignedRequest> change) {
    assertThat(refusal(change.apply(right()))).as(what).isEqualTo(WRONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {-900, 0, 900})
  void takesClocksThatDifferByAQuarterOfAnHour(int seconds) {
    time.pass(Duration.ofSeconds(seconds));

    assertThat(refusal(right())).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {-901, 901})
  void refusesClocksThatDifferByMore(int seconds) {
    time.pass(Duration.ofSeconds(seconds));

    assertThat(refusal(right())).isEqualTo("signature expired");
  }

  @Test
  void refusesADateThatIsMissingOrNone() {
    assertThat(refusal(right().without("X-Sdk-Date"))).isEqualTo("x-sdk-date not found");
    assertThat(refusal(right().with("X-Sdk-Date", "today"))).isEqualTo("signature expired");
  }

  @Test
  void refusesAnUnknownKeyByItsName() {
    assertThat(refusal(right().signedAs("Access=other", "host;x-sdk-date", RIGHT)))
        .isEqualTo("Get secretKey failed,ak:other,err:ak not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SDK-HMAC-SM3 Access=AccessKey, SignedHeaders=host;x-sdk-date, Signature=" + RIGHT,
        "V11-HMAC-SHA256 Credential=AccessKey/20191115/eu-de/vpcep,"
            + " SignedHeaders=host;x-sdk-date, Signature="
            + RIGHT,
        "SDK-HMAC-SHA256 Credential=AccessKey/20191115/eu-de/vpcep/aws4_request,"
            + " SignedHeaders=host;x-sdk-date, Signature="
            + RIGHT,
        "SDK-HMAC-SHA256 SignedHeaders=host;x-sdk-date, Signature=" + RIGHT,
        "SDK-HMAC-SHA256 Access=AccessKey, Signature=" + RIGHT,
        "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date",
        "Bearer token",
        "",
      })
  void refusesOtherAlgorithmsAndForms(String header) {
    assertThat(refusal(right().with("Authorization", header)))
        .isEqualTo("authorization header is invalid");
  }

  @Test
  void wantsTheTokenOfATemporaryKeySent() {
    identity.accessKeys().put(new AccessKey("AccessKey", "SecretKey", "temporary-token"));

    assertThat(refusal(right())).isEqualTo("security token is invalid");
    assertThat(refusal(right().with("X-Security-Token", "another")))
        .isEqualTo("security token is invalid");
    assertThat(refusal(right().with("X-Security-Token", "temporary-token"))).isNull();
  }

  @Test
  void locksAKeyForFiveMinutesAfterFiveWrongSignatures() {
    fail(5);

    assertThat(refusal(right())).isEqualTo(LOCKED);
    assertThat(identity.accessKeys().isLocked("AccessKey")).isTrue();
    time.pass(Duration.ofSeconds(299));
    assertThat(refusal(right())).isEqualTo(LOCKED);
    time.pass(Duration.ofSeconds(1));
    assertThat(refusal(right())).isNull();
  }

  @Test
  void countsOnlyWrongSignaturesInARow() {
    fail(4);
    assertThat(refusal(right())).isNull();
    fail(4);

    assertThat(refusal(right())).isNull();
  }

  @Test
  void startsToCountAnewAfterALock() {
    fail(5);
    time.pass(Duration.ofMinutes(5));
    fail(4);

    assertThat(refusal(right())).isNull();
  }

  @Test
  void leavesOtherKeysAlone() {
    identity.accessKeys().put(new AccessKey("other", "SecretKey", null));
    fail(5);

    assertThat(refusal(right().signedAs("Access=other", "host;x-sdk-date", RIGHT))).isNull();
  }

  @Test
  void namesTheKeyThatARequestClaims() {
    assertThat(authentication.claim(wrong().arrived())).contains("AccessKey");
    assertThat(authentication.claim(right().without("Authorization").arrived())).isEmpty();
  }
}
