package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import io.vpcep.operator.controlplane.EnvtestArchives.Archive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvtestDownloadTest {

  private static final Platform LINUX = new Platform("linux", "amd64");

  private final Path published;
  private final Path target;
  private final SystemCommands commands = new SystemCommands();
  private final HttpServer server;

  EnvtestDownloadTest(@TempDir Path published, @TempDir Path target) throws IOException {
    this.published = published;
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    publish();
  }

  private void publish() throws IOException {
    Path programs = Files.createDirectories(published.resolve("controller-tools/envtest"));
    FakeSource.place(programs, FakeSource.ALL);
    commands
        .start(published, Map.of(), List.of("tar", "-czf", "archive.tar.gz", "controller-tools"))
        .join();
    byte[] archive = Files.readAllBytes(published.resolve("archive.tar.gz"));
    server.createContext(
        "/envtest-v1.35.0/envtest-v1.35.0-linux-amd64.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void unpacksAnArchiveWithThePinnedDigest() throws Exception {
    download("1.35.0", digest()).putInto(target);
    assertThat(Release.USUAL.programs().missingIn(target)).isEmpty();
    assertThat(target).isDirectoryNotContaining("glob:**.tar.gz");
  }

  @Test
  void unpacksNothingWithAnotherDigest() {
    assertThatThrownBy(() -> download("1.35.0", "0".repeat(128)).putInto(target))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the download of envtest-v1.35.0-linux-amd64.tar.gz has a wrong SHA-512");
    assertThat(Release.USUAL.programs().missingIn(target)).hasSize(3);
  }

  @Test
  void isUnavailableWhereTheArchiveIsNot() {
    assertThatThrownBy(() -> download("1.0.0", digest()).putInto(target))
        .isInstanceOf(Unavailable.class)
        .hasMessageEndingWith("envtest-v1.0.0-linux-amd64.tar.gz answered 404");
  }

  @Test
  void isUnavailableWithoutANetwork() {
    server.stop(0);
    assertThatThrownBy(() -> download("1.35.0", digest()).putInto(target))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("java.net.ConnectException");
  }

  @Test
  void knowsADigestForTheUsualPlatforms() throws IOException {
    Path pins = Path.of("src", "controlplane");
    assertThat(EnvtestArchives.pinnedIn(pins, LINUX))
        .hasValueSatisfying(pin -> assertThat(pin.version()).isEqualTo("1.35.0"));
    assertThat(EnvtestArchives.pinnedIn(pins, Platform.of("Mac OS X", "aarch64"))).isPresent();
    assertThat(EnvtestArchives.pinnedIn(pins, new Platform("plan9", "mips"))).isEmpty();
  }

  private EnvtestDownload download(String version, String digest) {
    URI releases = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    Archive archive = new Archive(version, LINUX, digest);
    return new EnvtestDownload(releases, archive, commands, line -> {});
  }

  private String digest() throws IOException {
    return Sha.of("SHA-512").add(published.resolve("archive.tar.gz")).hex();
  }
}
