package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.e2e.OperatorJar;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
          .containsPattern("vpcep_leader\\{.*} 1")
          .contains("vpcep_build_info{", "jvm_memory_used_bytes", "operator_sdk");
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
      assertThat(CommandLineIT.objects(running.log()))
          .as("a healthy start and end")
          .allMatch(line -> line.path("level").asText().equals("INFO"));
    }
  }

  @Test
  void saysThatItsPortIsTaken(ControlPlane plane) throws Exception {
    try (var taken = new ServerSocket(0);
        var running =
            start(plane, "http: {address: 127.0.0.1, port: " + taken.getLocalPort() + "}")) {
      assertThat(running.exitCode()).isEqualTo(1);
      assertThat(messages(running, "ERROR"))
          .containsExactly(
              "cannot bind http.port %d of 127.0.0.1: Address already in use"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void saysWhatTheInstalledDefinitionsLackAndWhatToDo(ControlPlane plane) throws Exception {
    var status = "/spec/versions/0/schema/openAPIV3Schema/properties/status/properties/";
    plane.kubectl(
        "patch",
        "crd",
        "vpcendpointconnections.vpcep.io",
        "--type=json",
        "-p=[{\"op\": \"remove\", \"path\": \"%spendingSinceTime\"}]".formatted(status));
    try (var running = start(plane, "http: {address: 127.0.0.1, port: 0}")) {
      assertThat(running.exitCode()).isEqualTo(1);
      assertThat(messages(running, "ERROR"))
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message)
                      .startsWith("the custom resource definitions of vpcep.io/v1alpha1 are older")
                      .contains(
                          "lack VpcEndpointConnection status.pendingSinceTime:",
                          "kubectl apply",
                          "helm upgrade"));
    } finally {
      plane.kubectl(
          "apply",
          "--server-side",
          "--field-manager=vpcep-install",
          "--force-conflicts",
          "-f",
          "crds");
    }
  }

  @Test
  void runsForTheOtherNamespacesWhereOneDoesNotExistAndForThatOneOnceItDoes(ControlPlane plane)
      throws Exception {
    var later = plane.createNamespace("exists") + "-later";
    try (var running =
        start(
            plane,
            "{http: {address: 127.0.0.1, port: 0}, watch: {namespaces: [default, %s]}}"
                .formatted(later))) {
      running.awaitReady();
      assertThat(lines(running, "WARN"))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("message").asText())
                    .isEqualTo("the namespace does not exist: watching it as soon as it does");
                assertThat(line.path("namespace").asText()).isEqualTo(later);
              });
      assertThat(running.get("/readyz").statusCode()).isEqualTo(200);

      plane.kubectl("create", "namespace", later);
      try (var user = plane.client(later)) {
        user.resource(
                """
                apiVersion: vpcep.io/v1alpha1
                kind: CloudAccount
                metadata: {name: late}
                spec: {cloud: otc, region: eu-de, credentialsSecretRef: {name: none}}
                """)
            .create();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> plane.kubectl("get", "vpcea", "late", "-n", later),
              account -> account.contains("SecretNotFound"));
      assertThat(lines(running, "INFO"))
          .anySatisfy(
              line -> {
                assertThat(line.path("message").asText())
                    .isEqualTo(
                        "account became SecretNotFound: Secret none does not exist in namespace %s."
                            .formatted(later));
                assertThat(line.path("namespace").asText()).isEqualTo(later);
                assertThat(line.path("account").asText()).isEqualTo("late");
              });
    }
  }

  @Test
  void saysWithoutStackTracesThatItHasLostTheApiServerAndFindsItAgain(ControlPlane plane)
      throws Exception {
    try (var running =
        OperatorJar.of("run-command", folder, "http: {address: 127.0.0.1, port: 0}")
            .on(plane)
            .start()) {
      running.awaitReady();
      plane.stopApiServer();
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> running.get("/readyz").body().equals("caches are not synced\n"));
      } finally {
        plane.startApiServer();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> running.get("/readyz").statusCode() == 200);
      assertThat(running.log()).doesNotContain("\tat ");
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
            .contains("cannot use KUBECONFIG: %s: %s".formatted(file.getKey(), file.getValue()))
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
        CommandLineProcess.start(
            folder,
            Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "HTTP_PROXY",
                "http://127.0.0.1:1",
                "NO_PROXY",
                "*.cluster.local,::1/128"),
            "run")) {
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

  private static List<String> messages(OperatorJar running, String level) throws Exception {
    return lines(running, level).stream().map(line -> line.path("message").asText()).toList();
  }

  private static List<JsonNode> lines(OperatorJar running, String level) throws Exception {
    return CommandLineIT.objects(running.log()).stream()
        .filter(line -> line.path("level").asText().equals(level))
        .toList();
  }
}
