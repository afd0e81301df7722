package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.cloud.support.ClientHello;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the surroundings decides how the API server is reached. */
class KubernetesAccessTest {

  private static final String VERSION = "{\"major\": \"1\", \"minor\": \"34\"}";

  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> before = new HashMap<>();
  private final Path folder;

  KubernetesAccessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void end() throws IOException {
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
    server.shutdown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "http://[::1", "*.cluster.local,10.0.0.0/8", "::1/128, <local>", "a b"})
  void theProxiesOfTheEnvironmentAreNotUsed(String noProxy) throws Exception {
    environment("http.proxy", "http://127.0.0.1:1");
    environment("https.proxy", "http://127.0.0.1:1");
    environment("all.proxy", "socks5://127.0.0.1:1");
    environment("no.proxy", noProxy);
    server.enqueue(new MockResponse().setBody(VERSION));

    assertThat(major(kubeconfig("", "token: a-token"))).isEqualTo("1");
    assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer a-token");
  }

  @Test
  void theProxyOfTheKubeconfigIsUsed() throws Exception {
    environment("http.proxy", "http://127.0.0.1:1");
    environment("no.proxy", "127.0.0.1");
    try (var proxy = new MockWebServer()) {
      proxy.start(InetAddress.getLoopbackAddress(), 0);
      proxy.enqueue(new MockResponse().setBody(VERSION));
      var url = "proxy-url: http://127.0.0.1:" + proxy.getPort();

      assertThat(major(kubeconfig(url, "token: a-token"))).isEqualTo("1");
      assertThat(proxy.getRequestCount()).isEqualTo(1);
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @Test
  void theTokenOfAFileIsUsedAndReadAgain() throws Exception {
    Files.writeString(folder.resolve("token"), "first\n");
    server.enqueue(new MockResponse().setBody(VERSION));
    server.enqueue(new MockResponse().setBody(VERSION));
    server.enqueue(new MockResponse().setBody(VERSION));
    var path = kubeconfig("", "tokenFile: token");

    try (var client =
        KubernetesAccess.client(KubernetesAccess.find(path), new ForbiddenInterceptor())) {
      client.getKubernetesVersion();
      Files.writeString(folder.resolve("token"), "second");
      client.getKubernetesVersion();
      Files.delete(folder.resolve("token"));
      client.getKubernetesVersion();
    }

    assertThat(
            List.of(
                server.takeRequest().getHeader("Authorization"),
                server.takeRequest().getHeader("Authorization"),
                server.takeRequest().getHeader("Authorization")))
        .containsExactly("Bearer first", "Bearer second", "Bearer second");
  }

  @Test
  void aTokenFileThatIsNotThereIsNamed() throws Exception {
    var path = kubeconfig("", "tokenFile: missing");

    assertThatThrownBy(() -> KubernetesAccess.find(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokenFile " + folder.resolve("missing"));
  }

  @Test
  void aCertificateOfAnotherAuthorityIsAFailureOfTrust() throws Exception {
    var authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    var held = new HeldCertificate.Builder().signedBy(authority);
    var certificate = held.addSubjectAlternativeName("127.0.0.1").build();
    var tls = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    server.useHttps(tls.sslSocketFactory(), false);
    var other = new HeldCertificate.Builder().certificateAuthority(0).build();
    Files.writeString(folder.resolve("ca"), other.certificatePem());
    var access = KubernetesAccess.find(kubeconfig("certificate-authority: ca", "token: a-token"));
    access.setMasterUrl("https://127.0.0.1:" + server.getPort());
    access.setRequestRetryBackoffLimit(1);
    var failures = new CopyOnWriteArrayList<Throwable>();
    var forbiddenInterceptor =
        new ForbiddenInterceptor() {
          @Override
          void lost(Throwable failure) {
            failures.add(failure);
          }
        };

    try (var client = KubernetesAccess.client(access, forbiddenInterceptor);
        var calls = new RawKubernetesClient(client, 1, forbiddenInterceptor)) {
      assertThatThrownBy(client::getKubernetesVersion)
          .isInstanceOf(KubernetesClientException.class);
      await().until(() -> !failures.isEmpty());
      assertThatThrownBy(() -> calls.get("/version", Map.class))
          .isInstanceOf(KubernetesClientException.class);
    }

    assertThat(failures).hasSizeGreaterThanOrEqualTo(2);
    assertThat(failures)
        .allSatisfy(
            failure -> {
              var monitor = new TrustMonitor();
              monitor.failed(failure, 0);
              assertThat(monitor.failed(failure, 60_000_000_000L)).isPresent();
            });
  }

  @Test
  void bothClientsPreferWhatTheFirstCompilerComputesFast() throws Exception {
    var preferred = new CopyOnWriteArrayList<Integer>();
    try (var hellos = ClientHello.hearing(preferred::add)) {
      var access = KubernetesAccess.find(kubeconfig("", "token: a-token"));
      access.setMasterUrl("https://127.0.0.1:" + hellos.url().port());
      access.setRequestRetryBackoffLimit(0);
      try (var client = KubernetesAccess.client(access, new ForbiddenInterceptor());
          var calls = new RawKubernetesClient(client, 1, new ForbiddenInterceptor())) {
        assertThatThrownBy(client::getKubernetesVersion)
            .isInstanceOf(KubernetesClientException.class);
        int before = preferred.size();
        assertThat(before).isPositive();
        assertThatThrownBy(() -> calls.get("/version", Map.class))
            .isInstanceOf(KubernetesClientException.class);

        assertThat(preferred).hasSizeGreaterThan(before).containsOnly(ClientHello.CHACHA20);
      }
    }
  }

  private String major(String kubeconfig) {
    try (var client =
        KubernetesAccess.client(KubernetesAccess.find(kubeconfig), new ForbiddenInterceptor())) {
      return client.getKubernetesVersion().getMajor();
    }
  }

  /** The client looks for a system property before it looks for a variable. */
  private void environment(String name, String value) {
    before.putIfAbsent(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  private String kubeconfig(String cluster, String user) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: it
        contexts: [{name: it, context: {cluster: it, user: it}}]
        clusters:
        - name: it
          cluster:
            server: http://127.0.0.1:%d
            %s
        users:
        - name: it
          user:
            %s
        """
            .formatted(server.getPort(), cluster, user));
    environment("kubeconfig", file.toString());
    return file.toString();
  }
}
