package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real kube-state-metrics on loopback that looks at one namespace's custom resources and at
 * nothing else. Its log goes to {@code target/monitoring/}.
 */
public final class KubeStateMetrics implements AutoCloseable {

  private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final LocalProcess process;

  private KubeStateMetrics(String url, LocalProcess process) {
    this.url = url;
    this.process = process;
  }

  /**
   * Starts it; returns when it serves. Takes minutes where it has to be built first.
   *
   * @param configuration a file of kind CustomResourceStateMetrics
   * @throws ControlPlaneException where no way leads to it, or it does not come up
   */
  public static KubeStateMetrics start(Path kubeconfig, String namespace, Path configuration)
      throws IOException {
    var ports = FreePort.pick(2);
    var logs = Files.createDirectories(PROJECT.resolve("target").resolve("monitoring"));
    var started =
        new KubeStateMetrics(
            "http://127.0.0.1:" + ports.get(0),
            LocalProcess.start(
                "kube-state-metrics",
                List.of(
                    program().toString(),
                    "--kubeconfig=" + kubeconfig,
                    "--namespaces=" + namespace,
                    "--custom-resource-state-only",
                    "--custom-resource-state-config-file=" + configuration,
                    "--host=127.0.0.1",
                    "--port=" + ports.get(0),
                    "--telemetry-host=127.0.0.1",
                    "--telemetry-port=" + ports.get(1)),
                logs.resolve("kube-state-metrics.log")));
    started.process.awaitReady(() -> started.get("/healthz").statusCode() == 200);
    return started;
  }

  private static Path program() {
    try {
      return BinaryFinder.ofKubeStateMetrics(
              PROJECT, System.getenv(), new SystemCommands(), Progress.TERMINAL)
          .find()
          .resolve("kube-state-metrics");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while kube-state-metrics was fetched", e);
    }
  }

  /** What it exports, without comments. */
  public List<String> series() {
    return get("/metrics").body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private HttpResponse<String> get(String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
