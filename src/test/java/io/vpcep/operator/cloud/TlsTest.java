package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.MAX_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vpcep.operator.cloud.support.Authority;
import io.vpcep.operator.cloud.support.ClientHello;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.cloud.support.RawServer;
import io.vpcep.operator.cloud.support.SelfSigned;
import io.vpcep.operator.tls.ConnectionSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import okhttp3.CipherSuite;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final String EXAMPLE = Fixtures.read("vpcep/connections.json");

  private final Path folder;

  TlsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void trustsTheCertificateOfTheBundleForItsOwnNameAlone() throws Exception {
    SelfSigned certificate = SelfSigned.create(folder);
    try (FakeCloud cloud = new FakeCloud(certificate.serverContext());
        CloudCalls calls = calls(certificate.pem())) {
      cloud.answers(200, EXAMPLE);

      assertThat(calls.listService(cloud.url()).totalCount()).isEqualTo(2);
      assertThat(calls.failureOf(cloud.url().newBuilder().host("localhost").build()).message())
          .startsWith("No connection to localhost:")
          .endsWith(": the certificate is for another host name.");
    }
  }

  @Test
  void trustsEveryAuthorityOfTheBundleWhateverStandsBetweenThem() throws Exception {
    Authority first = new Authority();
    Authority second = new Authority();
    Path bundle =
        bundle(
            "# Company root - first generation\n"
                + first.pem()
                + "\n\n 0 s:CN = second generation\r\n   --- issued by itself ---\r\n"
                + second.pem().replace("\n", "\r\n")
                + "# the end");
    for (Authority authority : new Authority[] {first, second}) {
      SSLContext server = authority.serverContext("127.0.0.1");
      try (FakeCloud cloud = new FakeCloud(server);
          CloudCalls calls = calls(bundle)) {
        cloud.answers(200, EXAMPLE);

        assertThat(calls.listService(cloud.url()).totalCount()).isEqualTo(2);
      }
    }
  }

  @Test
  void trustsNoOtherAuthority() throws Exception {
    Path bundle = bundle(new Authority().pem());
    try (FakeCloud cloud = new FakeCloud(new Authority().serverContext("127.0.0.1"));
        CloudCalls withBundle = calls(bundle);
        CloudCalls without = new CloudCalls()) {
      assertThat(withBundle.failureOf(cloud.url()).message())
          .endsWith(": the certificate is not trusted.");
      assertThat(without.failureOf(cloud.url()).message())
          .endsWith(": the certificate is not trusted.");
    }
  }

  /** The servers choose an old version, whatever they are offered. */
  @ParameterizedTest
  @ValueSource(strings = {"0300", "0301", "0302"})
  void refusesTlsThatIsOlderThan12(String version) throws IOException {
    byte[] hello =
        HexFormat.of()
            .parseHex("16" + version + "002a02000026" + version + "11".repeat(32) + "00c01300");
    try (RawServer server =
            RawServer.raw(
                (connection, out) -> {
                  out.write(hello);
                  RawServer.awaitHangUp(connection);
                });
        CloudCalls calls = new CloudCalls()) {
      HttpUrl url = server.url().newBuilder().scheme("https").build();

      assertThat(calls.failureOf(url).message()).endsWith(": TLS handshake failed.");
    }
  }

  @Test
  void offersNothingOlderThanTls12() {
    Interceptor passing = chain -> chain.proceed(chain.request());

    assertThat(Transport.client(settings(null), passing).connectionSpecs())
        .filteredOn(spec -> spec.isTls())
        .singleElement()
        .satisfies(
            spec ->
                assertThat(spec.tlsVersions())
                    .extracting(version -> version.javaName())
                    .containsExactly("TLSv1.3", "TLSv1.2"));
  }

  @Test
  void prefersChaCha20InTls12Too() {
    assertThat(ConnectionSecurity.SPECS.get(0).cipherSuites())
        .extracting(CipherSuite::javaName)
        .satisfies(
            names -> assertThat(names.subList(0, 3)).allMatch(name -> name.contains("_CHACHA20_")));
  }

  @Test
  void prefersWhatTheFirstCompilerComputesFast() throws Exception {
    var preferred = new CompletableFuture<Integer>();
    try (RawServer server = ClientHello.hearing(preferred::complete);
        CloudCalls calls = new CloudCalls()) {
      calls.failureOf(server.url().newBuilder().scheme("https").build());

      assertThat(preferred).isCompletedWithValue(ClientHello.CHACHA20);
    }
  }

  @Test
  void refusesABundleWithoutCertificates() throws IOException {
    Path empty = bundle("");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls(empty))
        .withMessage("caBundle %s holds no certificates", empty);

    Path missing = folder.resolve("missing.pem");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls(missing))
        .withMessage("caBundle %s cannot be read", missing);
  }

  private Path bundle(String text) throws IOException {
    return Files.writeString(folder.resolve("ca.pem"), text);
  }

  private static CloudCalls calls(Path caBundle) {
    return new CloudCalls(settings(caBundle));
  }

  private static HttpSettings settings(@Nullable Path caBundle) {
    Duration timeout = Duration.ofSeconds(5);
    return new HttpSettings("1.2.3", timeout, timeout, MAX_BYTES, null, caBundle);
  }
}
