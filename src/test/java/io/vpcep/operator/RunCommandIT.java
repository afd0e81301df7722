package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.e2e.OperatorJar;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a process, from its start to SIGTERM. */
@ExtendWith(SharedControlPlane.class)
class RunCommandIT {

  @TempDir private Path folder = Path.of("");

  @Test
  void servesUntilItIsToldToStop(ControlPlane plane) throws Exception {
    try (var running =
        start(
            plane,
            """
            http: {address: 127.0.0.1, port: 0}
            watch: {labelSelector: "shard in (a, b), !retired"}
            """)) {
      // Given
      running.awaitReady();
      assertThat(running.get("/readyz").statusCode()).isEqualTo(200);
      assertThat(running.get("/metrics").body())
          .contains("vpcep_build_info{", "vpcep_leader 1", "jvm_memory_used_bytes", "operator_sdk");
      // When
      long start = System.nanoTime();
      running.terminate();
      // Then
      assertThat(running.exitCode()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(CommandLineIT.objects(running.log()))
          .extracting(line -> line.path("message").asText())
          .contains("stopping")
          .anyMatch(message -> message.startsWith("ready "));
    }
  }

  @Test
  void saysThatItsPortIsTaken(ControlPlane plane) throws Exception {
    try (var taken = new ServerSocket(0);
        var running =
            start(plane, "http: {address: 127.0.0.1, port: " + taken.getLocalPort() + "}")) {
      assertThat(running.exitCode()).isEqualTo(1);
      assertThat(CommandLineIT.objects(running.log()))
          .filteredOn(line -> line.path("level").asText().equals("ERROR"))
          .extracting(line -> line.path("message").asText())
          .containsExactly(
              "http.port %d of 127.0.0.1 cannot be bound: Address already in use"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void takesNoOtherClusterThanKubeconfigNames() throws Exception {
    var broken = Files.writeString(folder.resolve("broken.kubeconfig"), "users: [{token: secret");
    for (var file :
        Map.of(folder.resolve("missing"), "no such file", broken, "while parsing").entrySet()) {
      try (var running =
          CommandLineProcess.start(folder, Map.of("KUBECONFIG", file.getKey().toString()), "run")) {
        assertThat(running.exitCode()).isEqualTo(2);
        assertThat(running.output())
            .contains("KUBECONFIG cannot be used: %s: %s".formatted(file.getKey(), file.getValue()))
            .doesNotContain("secret")
            .hasLineCount(1);
        assertThat(running.errors()).isEmpty();
      }
    }
  }

  @Test
  void saysSoonThatItWaitsForTheApiServer() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: u, user: {token: t}}]
            """
                .formatted(port));
    try (var running =
        CommandLineProcess.start(folder, Map.of("KUBECONFIG", kubeconfig.toString()), "run")) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> running.output().contains("waiting for the API server http://127.0.0.1:"));
      running.terminate();
      assertThat(running.exitCode()).isEqualTo(143);
    }
  }

  private OperatorJar start(ControlPlane plane, String config) throws Exception {
    return OperatorJar.of("run-command", folder, config)
        .on(plane)
        .arguments("--log-format", "json")
        .start();
  }
}
