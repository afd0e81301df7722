package io.vpcep.emulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signatures of Open Telekom Cloud's Go client, computed by its own code of October 2024: an empty
 * region and service, all headers signed that the client sets before, and some that it adds after.
 */
class GoClientSignaturesTest {

  private static final String CREDENTIAL = "Credential=AccessKey/20191115///sdk_request";
  private static final String VPCS = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs";
  private static final String SIGNED_GET =
      "c78249fbd148e7ccd510f4f5cb7fd05e51eb38f7c35f0feb2036a97717f42b68";

  private static @Nullable String refusal(@Nullable String securityToken, SignedRequest request) {
    AccessKey key = new AccessKey("AccessKey", "SecretKey", securityToken);
    IamData data =
        new IamData(
            List.of(),
            Set.of(),
            List.of(key),
            Duration.ofHours(1),
            Map.of(),
            List.of("eu-de"),
            true);
    InstantSource clock = InstantSource.fixed(Instant.parse("2019-11-15T03:36:55Z"));
    return new Authentication(new IdentityStore(data, clock), clock)
        .verdict(request.arrived())
        .refusal();
  }

  private static SignedRequest request(String method, String target, String signature) {
    return SignedRequest.of(method, target)
        .with("Accept", "application/json")
        .with("User-Agent", "my-tool/1.0  (a \t b) golangsdk/2.0.0")
        .with("Accept-Encoding", "gzip")
        .signedAs(CREDENTIAL, "accept;host;user-agent;x-sdk-date", signature);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, '', " + SIGNED_GET,
    "GET, ?limit=2&Marker=b%20c&id=1&a%5B0%5D=x&a-b=y&limit=1,"
        + " 4541623e532e8aa78658483f6c029f560e78ad862357850bb1a8fccba757680a",
    "POST, ?name=a%20b*&limit=2&limit=1&Zone=z,"
        + " f69232ef41e844d88750fd91ce15e9ecb7af90f95c14ee07d4566ac885f67028",
  })
  void areTaken(String method, String query, String signature) {
    assertThat(refusal(null, request(method, VPCS + query, signature))).isNull();
  }

  @Test
  void areTakenWithHeadersThatWereAddedAfterSigning() {
    SignedRequest request =
        request("GET", VPCS, SIGNED_GET)
            .with("X-Project-Id", "some-project")
            .with("X-Domain-Id", "some-domain")
            .with("X-Security-Token", "temporary-token");

    assertThat(refusal("temporary-token", request)).isNull();
  }

  @Test
  void areRefusedWithoutTheTokenOfATemporaryKeyOrWithAnother() {
    assertThat(refusal("temporary-token", request("GET", VPCS, SIGNED_GET)))
        .isEqualTo("security token is invalid");
    assertThat(
            refusal(
                "temporary-token",
                request("GET", VPCS, SIGNED_GET).with("X-Security-Token", "another")))
        .isEqualTo("security token is invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Credential=AccessKey/20191115/eu-de/vpcep/sdk_request",
        "Credential=AccessKey/20191114///sdk_request",
        "Access=AccessKey",
      })
  void areGoodForTheirScopeOnly(String who) {
    SignedRequest request =
        request("GET", VPCS, SIGNED_GET)
            .signedAs(who, "accept;host;user-agent;x-sdk-date", SIGNED_GET);

    assertThat(refusal(null, request)).isEqualTo("verify aksk signature fail");
  }
}
