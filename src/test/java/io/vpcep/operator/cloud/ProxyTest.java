package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.MAX_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.Authority;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.Fixtures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {

  private static final String EXAMPLE = Fixtures.read("vpcep/connections.json");

  @Test
  void asksTheProxyForANameThatOnlyTheProxyKnows() throws CloudException {
    try (FakeCloud proxy = new FakeCloud();
        CloudCalls calls = calls(proxy.url().port())) {
      proxy.answers(200, EXAMPLE);

      calls.listService(HttpUrl.get("http://vpcep.invalid"));

      assertThat(proxy.onlyRequest().uri()).startsWith("http://vpcep.invalid/v1/");
    }
  }

  @Test
  void speaksTlsWithTheCloudThroughATunnel(@TempDir Path folder) throws Exception {
    Authority authority = new Authority();
    Path bundle = Files.writeString(folder.resolve("ca.pem"), authority.pem());
    try (MockWebServer proxy = new MockWebServer();
        CloudCalls calls = calls(proxy.getPort(), bundle)) {
      proxy.useHttps(authority.serverContext("vpcep.invalid").getSocketFactory(), true);
      proxy.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.UPGRADE_TO_SSL_AT_END));
      proxy.enqueue(new MockResponse().setBody(EXAMPLE));

      assertThat(calls.listService(HttpUrl.get("https://vpcep.invalid")).totalCount()).isEqualTo(2);

      assertThat(proxy.takeRequest().getRequestLine())
          .isEqualTo("CONNECT vpcep.invalid:443 HTTP/1.1");
      assertThat(proxy.takeRequest().getPath()).startsWith("/v1/");
    }
  }

  @Test
  void callsDirectlyWhomTheExclusionsNameAndNobodyElse() throws CloudException {
    try (FakeCloud proxy = new FakeCloud();
        FakeCloud cloud = new FakeCloud();
        CloudCalls excluding = calls(proxy.url().port(), null, "127.0.0.1");
        CloudCalls calls = calls(proxy.url().port(), null, "vpcep.example")) {
      cloud.answers(200, EXAMPLE);
      proxy.answers(200, EXAMPLE);

      excluding.listService(cloud.url());
      assertThat(cloud.requests()).hasSize(1);
      assertThat(proxy.requests()).isEmpty();

      calls.listService(cloud.url());
      assertThat(cloud.requests()).hasSize(1);
      assertThat(proxy.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | CONNECT was refused with status 403.
          502 | CONNECT was refused with status 502.
          407 | proxy authentication is not supported.
          """)
  void saysWhenTheProxyOpensNoTunnel(int status, String sentence) throws IOException {
    try (MockWebServer proxy = new MockWebServer();
        CloudCalls calls = calls(proxy.getPort())) {
      proxy.enqueue(new MockResponse().setResponseCode(status).setHeader("Connection", "close"));

      assertThat(calls.failureOf(HttpUrl.get("https://vpcep.invalid")).message())
          .isEqualTo("No connection to vpcep.invalid through the proxy: " + sentence);
    }
  }

  @Test
  void saysWhenThereIsNoProxyAndStillCallsWhoIsExcluded() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (FakeCloud cloud = new FakeCloud();
        CloudCalls calls = calls(nobody, null, "127.0.0.0/8")) {
      cloud.answers(200, EXAMPLE);

      assertThat(calls.failureOf(HttpUrl.get("https://vpcep.invalid")).message())
          .isEqualTo("No connection to vpcep.invalid through the proxy: Connection refused.");
      assertThat(calls.listService(cloud.url()).totalCount()).isEqualTo(2);
    }
  }

  private static CloudCalls calls(int proxyPort) {
    return calls(proxyPort, null);
  }

  private static CloudCalls calls(int proxyPort, @Nullable Path caBundle, String... exclusions) {
    var timeout = Duration.ofSeconds(5);
    var proxy =
        new HttpProxy(
            URI.create("http://127.0.0.1:" + proxyPort),
            Arrays.stream(exclusions).map(NoProxyRule::parse).toList());
    return new CloudCalls(new HttpSettings("1.2.3", timeout, timeout, MAX_BYTES, proxy, caBundle));
  }
}
