package io.vpcep.operator.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.controlplane.FolderTree;
import io.vpcep.operator.controlplane.FreePort;
import io.vpcep.operator.controlplane.LocalProcess;
import io.vpcep.operator.controlplane.MonitoringBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Prometheus and Alertmanager on loopback, which look at one operator every second. Logs go
 * to {@code target/monitoring/}; all else is in a temporary folder that {@link #close} removes. The
 * processes end with this JVM too.
 */
public final class Monitoring implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path LOGS = Path.of("target/monitoring");

  private final Path folder;
  private final String prometheusUrl;
  private final String alertmanagerUrl;
  private final LocalProcess prometheus;
  private final LocalProcess alertmanager;
  private final Thread exit = new Thread(this::kill, "monitoring-exit");

  private Monitoring(MonitoringBinaries binaries, Path folder, int port, int alertmanagerPort)
      throws IOException {
    Files.createDirectories(LOGS);
    this.folder = folder;
    prometheusUrl = "http://127.0.0.1:" + port;
    alertmanagerUrl = "http://127.0.0.1:" + alertmanagerPort;
    alertmanager =
        LocalProcess.start(
            "alertmanager",
            List.of(
                binaries.alertmanager(),
                "--config.file=" + folder.resolve("alertmanager.yaml"),
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + alertmanagerPort,
                "--cluster.listen-address="),
            LOGS.resolve("alertmanager-" + alertmanagerPort + ".log"));
    prometheus =
        LocalProcess.start(
            "prometheus",
            List.of(
                binaries.prometheus(),
                "--config.file=" + folder.resolve("prometheus.yaml"),
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port),
            LOGS.resolve("prometheus-" + port + ".log"));
    Runtime.getRuntime().addShutdownHook(exit);
    alertmanager.awaitReady(() -> isReady(alertmanagerUrl));
    prometheus.awaitReady(() -> isReady(prometheusUrl));
  }

  /**
   * Starts both; returns when they are ready. Each alert is a notification of its own.
   *
   * @param rules a rule file of Prometheus
   * @param operatorPort where the operator serves its metrics
   */
  public static Monitoring start(String rules, int operatorPort, Webhook webhook)
      throws IOException {
    return start(
        rules,
        operatorPort,
        """
        route: {receiver: webhook, group_by: ['...'], group_wait: 0s, group_interval: 1s}
        receivers: [{name: webhook, webhook_configs: [{url: "%s"}]}]
        """
            .formatted(webhook.url()));
  }

  /**
   * Starts both; returns when they are ready.
   *
   * @param rules a rule file of Prometheus
   * @param operatorPort where the operator serves its metrics
   * @param alertmanager a configuration file of Alertmanager
   */
  static Monitoring start(String rules, int operatorPort, String alertmanager) throws IOException {
    var binaries = MonitoringBinaries.find();
    var folder = Files.createTempDirectory("vpcep-monitoring-");
    var ports = FreePort.pick(2);
    Files.writeString(folder.resolve("rules.yaml"), rules);
    Files.writeString(folder.resolve("alertmanager.yaml"), alertmanager);
    Files.writeString(
        folder.resolve("prometheus.yaml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [rules.yaml]
        alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
        scrape_configs:
          - job_name: vpcep-operator
            honor_labels: true
            static_configs:
              # labels as a ServiceMonitor gives them to a pod
              - targets: ["127.0.0.1:%d"]
                labels: {namespace: vpcep-system, pod: vpcep-operator-0, container: operator}
        """
            .formatted(ports.get(1), operatorPort));
    return new Monitoring(binaries, folder, ports.get(0), ports.get(1));
  }

  /**
   * Asks Prometheus.
   *
   * @param query PromQL
   * @return the series of the answer, each with {@code metric} and {@code value}
   */
  public JsonNode query(String query) {
    return ask("query?query=" + URLEncoder.encode(query, UTF_8)).at("/result");
  }

  /** Type, unit and help of each metric, by its name, as Prometheus understood them. */
  public JsonNode metadata() {
    return ask("metadata");
  }

  /** The alerts that Alertmanager has, each with {@code labels} and {@code status}. */
  JsonNode alerts() {
    return json(alertmanagerUrl + "/api/v2/alerts");
  }

  private JsonNode ask(String question) {
    return json(prometheusUrl + "/api/v1/" + question).at("/data");
  }

  private static JsonNode json(String url) {
    try {
      return JSON.readTree(get(url).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReady(String url) {
    return get(url + "/-/ready").statusCode() == 200;
  }

  private static HttpResponse<String> get(String url) {
    try {
      return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void kill() {
    prometheus.kill();
    alertmanager.kill();
  }

  @Override
  public void close() throws IOException {
    kill();
    Runtime.getRuntime().removeShutdownHook(exit);
    FolderTree.delete(folder);
  }
}
