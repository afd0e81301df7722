package io.vpcep.operator.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar as a user runs it: a process, a configuration file, KUBECONFIG, and somebody else's HTTP
 * server as the cloud.
 */
@ExtendWith(SharedControlPlane.class)
class JarIT {

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

  private final Path folder;
  private final OperatorFixture stage;
  private final HttpServer cloud;

  JarIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.folder = folder;
    this.stage = OperatorFixture.set(plane, "jar", "");
    this.cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/v1/", "vpcep/connections.json");
    serve("/v1.0/", "css/connections.json");
    cloud.start();
  }

  @AfterEach
  void end() {
    stage.close();
    cloud.stop(0);
  }

  @Test
  void fillsTheStatusesWithinOnePollIntervalAndEndsInTimeWhenTold() throws Exception {
    // Given
    stage.watchService("first", "a-service", "adb7b229-bb11-4072-bcc0-3327cd784263", null);
    stage.watchService("second", "a-service", "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea", null);
    stage.watchCluster("third", "a-cluster", "connectionsID");
    // When
    try (var operator =
        OperatorJar.of("jar", folder, configuration())
            .as(stage.rights().kubeconfig(folder))
            .start()) {
      operator.awaitReady();
      // Then
      await()
          .atMost(POLL_INTERVAL)
          .untilAsserted(
              () -> {
                assertThat(stage.connection("first").getStatus().markerID()).isEqualTo(16777510);
                assertThat(stage.connection("second").getStatus().markerID()).isEqualTo(16777513);
                assertThat(stage.condition("third", "Ready")).isEqualTo("True Accepted");
              });
      long start = System.nanoTime();
      operator.terminate();
      assertThat(operator.exitCode()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(operator.log()).contains("stopping");
    }
  }

  private String configuration() {
    return """
        clouds: {emulator: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        watch: {namespaces: [%2$s]}
        http: {address: 127.0.0.1, port: 0}
        polling: {defaultInterval: %3$ds}
        """
        .formatted(
            "http://127.0.0.1:" + cloud.getAddress().getPort(),
            stage.namespace(),
            POLL_INTERVAL.toSeconds());
  }

  private void serve(String prefix, String fixture) {
    cloud.createContext(
        prefix,
        exchange -> {
          var body = Fixtures.read(fixture).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
