package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.MAX_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.cloud.support.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyAndTlsTest {

  private static final String EXAMPLE = Fixtures.read("vpcep/connections.json");

  @Test
  void asksTheProxyForANameThatOnlyTheProxyKnows() throws CloudException {
    try (FakeCloud proxy = new FakeCloud();
        CloudCalls calls = new CloudCalls(settings(proxy.url().uri(), null))) {
      proxy.answers(200, EXAMPLE);

      calls.listService(HttpUrl.get("http://vpcep.invalid"));

      assertThat(proxy.onlyRequest().uri()).startsWith("http://vpcep.invalid/v1/");
    }
  }

  @Test
  void trustsTheAuthoritiesOfTheBundle(@TempDir Path folder) throws Exception {
    SelfSigned certificate = SelfSigned.create(folder);
    try (FakeCloud cloud = new FakeCloud(certificate.serverContext());
        CloudCalls calls = new CloudCalls(settings(null, certificate.pem()))) {
      cloud.answers(200, EXAMPLE);

      assertThat(calls.listService(cloud.url()).totalCount()).isEqualTo(2);
      assertThat(calls.failureOf(cloud.url().newBuilder().host("localhost").build()).message())
          .startsWith("no connection to localhost:")
          .endsWith(": its certificate is for another name");
    }
  }

  @Test
  void trustsNoOtherAuthority(@TempDir Path folder) throws Exception {
    SelfSigned certificate = SelfSigned.create(folder);
    try (FakeCloud cloud = new FakeCloud(certificate.serverContext());
        CloudCalls calls = new CloudCalls()) {
      assertThat(calls.failureOf(cloud.url()).message())
          .endsWith(": its certificate is not trusted");
    }
  }

  @Test
  void refusesABundleWithoutCertificates(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CloudCalls(settings(null, empty)))
        .withMessage("caBundle %s holds no certificates", empty);

    Path missing = folder.resolve("missing.pem");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CloudCalls(settings(null, missing)))
        .withMessage("caBundle %s cannot be read", missing);
  }

  private static HttpSettings settings(@Nullable URI proxy, @Nullable Path caBundle) {
    Duration timeout = Duration.ofSeconds(5);
    return new HttpSettings("1.2.3", timeout, timeout, MAX_BYTES, proxy, caBundle);
  }
}
