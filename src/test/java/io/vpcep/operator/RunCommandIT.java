package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> running.output().contains("metrics on port"));
      int port = port(running);
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/metrics").body())
          .contains("vpcep_build_info{", "vpcep_leader 1", "jvm_memory_used_bytes", "operator_sdk");
      // When
      long start = System.nanoTime();
      running.terminate();
      // Then
      assertThat(running.exitCode()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(CommandLineIT.objects(running.output()))
          .extracting(line -> line.path("message").asText())
          .contains("stopping")
          .anyMatch(message -> message.startsWith("ready "));
      assertThat(running.errors()).isEmpty();
    }
  }

  @Test
  void saysThatItsPortIsTaken(ControlPlane plane) throws Exception {
    try (var taken = new ServerSocket(0);
        var running =
            start(plane, "http: {address: 127.0.0.1, port: " + taken.getLocalPort() + "}")) {
      assertThat(running.exitCode()).isEqualTo(1);
      assertThat(CommandLineIT.objects(running.output()))
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

  private CommandLineProcess start(ControlPlane plane, String config) throws Exception {
    var file = Files.writeString(folder.resolve("config.yaml"), config);
    return CommandLineProcess.start(
        folder,
        Map.of("KUBECONFIG", plane.kubeconfig().toString()),
        "run",
        "--config",
        file.toString(),
        "--log-format",
        "json");
  }

  private static int port(CommandLineProcess running) throws Exception {
    return CommandLineIT.objects(running.output()).stream()
        .map(line -> line.path("message"))
        .map(JsonNode::asText)
        .filter(message -> message.contains("metrics on port "))
        .map(message -> Integer.parseInt(message.replaceFirst(".*metrics on port ", "")))
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
