package io.vpcep.operator.cloud.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares with the signer of the vendor's Java SDK. Where that SDK departs from the published
 * algorithm, {@link RandomRequest} says so and keeps away.
 */
class VendorSignatureTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @ParameterizedTest(name = "project {0}, security token {1}")
  @CsvSource({",", "0123456789abcdef0123456789abcdef,", "0123456789abcdef,gQpldS1kZS=="})
  void signsAThousandRequestsAsTheVendorsSdkDoes(
      @Nullable String projectId, @Nullable String securityToken) {
    AccessKey key = new AccessKey("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6", securityToken);
    Authenticator ours =
        new AccessKeyAuthenticator(key, projectId, Clock.fixed(NOW, ZoneOffset.UTC));
    BasicCredentials vendors =
        new BasicCredentials().withAk(key.accessKey()).withSk(key.secretKey());
    Map<String, String> proof = proof(projectId, securityToken);

    LongStream.range(0, 1000)
        .forEach(
            seed -> {
              RandomRequest request = new RandomRequest(seed);
              assertThat(ours.authenticate(request.ours()).header("Authorization"))
                  .as("request of seed %d: %s", seed, request)
                  .isEqualTo(
                      AKSKSigner.getInstance()
                          .sign(request.vendors(proof), vendors)
                          .get("Authorization"));
            });
  }

  private static Map<String, String> proof(
      @Nullable String projectId, @Nullable String securityToken) {
    Map<String, String> proof = new HashMap<>(Map.of("X-Sdk-Date", "20260102T030405Z"));
    if (projectId != null) {
      proof.put("X-Project-Id", projectId);
    }
    if (securityToken != null) {
      proof.put("X-Security-Token", securityToken);
    }
    return proof;
  }
}
