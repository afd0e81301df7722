package io.vpcep.emulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signatures that others computed: those of the API Request Signing Guide and of the tests of the
 * vendor's Java and Go SDKs, and, where none is published, those of a script written from the
 * guide's text alone.
 */
class SignatureVectorsTest {

  private static final String PROJECT = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd";
  private static final String VPCS =
      PROJECT + "/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";
  private static final Instant THEN = Instant.parse("2019-11-15T03:36:55Z");
  private static final AccessKey KEY = new AccessKey("AccessKey", "SecretKey", null);

  private static @Nullable String refusal(AccessKey key, Instant now, SignedRequest request) {
    IamData data =
        new IamData(
            List.of(),
            Set.of(),
            List.of(key),
            Duration.ofHours(1),
            Map.of(),
            List.of("eu-de"),
            true);
    InstantSource clock = InstantSource.fixed(now);
    return new Authentication(new IdentityStore(data, clock), clock)
        .verdict(request.arrived())
        .refusal();
  }

  private static @Nullable String refusal(SignedRequest request) {
    return refusal(KEY, THEN, request);
  }

  @Test
  void takesTheExampleOfTheGuide() {
    AccessKey key =
        new AccessKey("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc", null);
    SignedRequest request =
        SignedRequest.of("GET", VPCS)
            .with("Content-Type", "application/json")
            .signedAs(
                "Access=QTWAOYTTINDUT2QVKYUC",
                "content-type;host;x-sdk-date",
                "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");

    assertThat(refusal(key, THEN, request)).isNull();
  }

  @Test
  void takesAGetOfTheJavaSdk() {
    assertThat(
            refusal(
                SignedRequest.of("GET", VPCS)
                    .signed(
                        "host;x-sdk-date",
                        "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d")))
        .isNull();
  }

  @Test
  void takesAPostOfTheJavaSdk() {
    assertThat(
            refusal(
                SignedRequest.of("POST", PROJECT + "/vpc/123")
                    .body("{\"key\":\"value\"}")
                    .signed(
                        "host;x-sdk-date",
                        "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771")))
        .isNull();
  }

  @Test
  void takesTheRootPath() {
    assertThat(
            refusal(
                SignedRequest.of("GET", "/")
                    .with("Host", "example.com")
                    .signed(
                        "host;x-sdk-date",
                        "919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6")))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /path?limit=1, '', 5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
    "POST, /path?key=value, '{\"Name\":\"test\",\"Id\":1}\n',"
        + " cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
  })
  void takesRequestsOfTheGoSdk(String method, String target, String body, String signature) {
    SignedRequest request =
        SignedRequest.of(method, target)
            .body(body)
            .with("X-Sdk-Date", "20060102T150405Z")
            .signed("x-sdk-date", signature);

    assertThat(refusal(KEY, Instant.parse("2006-01-02T15:04:05Z"), request)).isNull();
  }

  @Test
  void takesTheScopedForm() {
    assertThat(
            refusal(
                SignedRequest.of("GET", VPCS)
                    .signedAs(
                        "Credential=AccessKey/20191115/eu-de/vpcep/sdk_request",
                        "host;x-sdk-date",
                        "ab7d7b2361d7e2527f8f3b754b510dd977cae8f0d23813a067a5f62f70d3df73")))
        .isNull();
  }

  @Test
  void takesTheQueryAsTheBodyOfAScopedPostWithoutOne() {
    assertThat(
            refusal(
                SignedRequest.of("POST", PROJECT + "/vpcs?name=a%20b*&limit=1")
                    .signedAs(
                        "Credential=AccessKey/20191115/eu-de/vpcep/sdk_request",
                        "host;x-sdk-date",
                        "0d45aacba7539a719a0fb21f7e5c9b985c6efe2f000618891b1b1f4b27fd7c51")))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/a%20b/c+d/%C3%BC*:@~?limit=1&enable=true"
        + "&test=%E4%B8%80+(%26%3D?!%23%25.*)&path=/tmp/123&multi=3&multi=1&multi=2&empty",
    "/v1/a%20b/c%2bd/%c3%bc%2A%3a%40%7E/?empty=&enable=true&limit=1&multi=1&multi=2&multi=3"
        + "&path=%2Ftmp%2F123&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29",
  })
  void encodesPathAndQueryAnewHoweverTheClientDid(String target) {
    assertThat(
            refusal(
                SignedRequest.of("GET", target)
                    .signed(
                        "host;x-sdk-date",
                        "6fd77d2751055585d17b52320740684683ffc265fbc1cf421718685c37dd71c2")))
        .isNull();
  }

  @Test
  void takesTheGivenHashForTheBody() {
    assertThat(
            refusal(
                SignedRequest.of("POST", PROJECT + "/vpcs")
                    .body("whatever")
                    .with("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD")
                    .signed(
                        "host;x-sdk-content-sha256;x-sdk-date",
                        "1d0beb6c01b1e4d91bd739d5369b4e1f516ab023b535a0a7dc877c215a913ae8")))
        .isNull();
  }

  @Test
  void hashesTheBytesOfABodyThatIsNoText() {
    assertThat(
            refusal(
                SignedRequest.of("PUT", PROJECT + "/vpcs")
                    .body(new byte[] {(byte) 0xff, 0, (byte) 0x80})
                    .signed(
                        "host;x-sdk-date",
                        "93881b6c50f8d2aa18b25740865563ef9d7446219c2d9a35bac89dd64cb5e44f")))
        .isNull();
  }

  @Test
  void takesHeadersInUtf8AndTrimsThem() {
    String asTheServerReadsIt =
        new String("  größe ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertThat(
            refusal(
                SignedRequest.of("GET", VPCS)
                    .with("X-Name", asTheServerReadsIt)
                    .signed(
                        "host;x-name;x-sdk-date",
                        "ea28763f74e3c5d6ac632c12b647d4b40603b6c18717b69724f95d27867bd9e7")))
        .isNull();
  }

  @Test
  void takesATemporaryKeyWithItsSignedToken() {
    AccessKey temporary = new AccessKey("AccessKey", "SecretKey", "temporary-token");
    SignedRequest request =
        SignedRequest.of("GET", VPCS)
            .with("X-Security-Token", "temporary-token")
            .signed(
                "host;x-sdk-date;x-security-token",
                "68c147611d8bcd7658d580f772bd65e89f286b8af9814813962bb9b35ec87377");

    assertThat(refusal(temporary, THEN, request)).isNull();
    assertThat(refusal(new AccessKey("AccessKey", "SecretKey", "another"), THEN, request))
        .isEqualTo("security token is invalid");
  }
}
