package io.vpcep.operator.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.KubeStateMetrics;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a real kube-state-metrics makes of our resources, with the rights that we give it. */
@ExtendWith(SharedControlPlane.class)
class KubeStateMetricsIT {

  private static final Path FOLDER = Path.of("deploy/kube-state-metrics").toAbsolutePath();
  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String CLUSTER = "4f3deec3-efa8-4598-bf91-560aad1377a3";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ControlPlane plane;
  private final Path folder;
  private final OperatorFixture stage;

  KubeStateMetricsIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.plane = plane;
    this.folder = folder;
    stage =
        OperatorFixture.set(
            plane, "kube-state-metrics", "polling: {defaultInterval: 1s, minInterval: 1s}");
    stage.startOperator();
  }

  @BeforeEach
  void oneResourceInEachOfSomeStates() {
    put("waiting", "pendingAcceptance");
    put("broken", "failed");
    stage.watchService("orders-db", SERVICE, ENDPOINT, null);
    stage.watchService("partner", SERVICE, "waiting", "1m");
    stage.watchService("billing", SERVICE, "broken", null);
    stage.watchService("legacy", SERVICE, "gone", null);
    stage.watchCluster("search", CLUSTER, "connectionsID");
    stage.applyAccount(
        "other",
        "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: nobody-made-this}}");
    await().atMost(SOON).until(() -> stage.state("legacy"), "notFound"::equals);
    await()
        .atMost(SOON)
        .until(() -> stage.condition("partner", "Ready"), "False AcceptanceOverdue"::equals);
    await().atMost(SOON).until(() -> stage.state("search"), "accepted"::equals);
    await().atMost(SOON).until(() -> !stage.accountReady("other").isEmpty());
    stage.applyConnection(
        "search",
        "{accountRef: {name: emulated}, cssCluster: {id: %s}, endpointID: connectionsID, suspend: true}"
            .formatted(CLUSTER));
    await()
        .atMost(SOON)
        .until(() -> stage.condition("search", "Synced"), "False Suspended"::equals);
  }

  private void put(String endpoint, String state) {
    stage
        .cloud()
        .world()
        .put(
            SourceRef.service(SERVICE),
            endpoint,
            connection -> connection.withStatus(state).withUpdatedAt(SINCE));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void statesConditionsAndWaitingTimesBecomeSeries() throws Exception {
    try (var exporter =
        KubeStateMetrics.start(
            kubeconfig(), stage.namespace(), FOLDER.resolve("custom-resource-state.yaml"))) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(exporter.series())
                      .map(line -> line.replace(stage.namespace(), "shop"))
                      .containsAll(expected()));
      assertThat(exporter.series())
          .filteredOn(line -> line.contains("pending_since"))
          .as("only while it waits")
          .hasSize(1);
    }
  }

  private static List<String> expected() {
    return List.of(
        connection(
            "info",
            "account='emulated',endpoint_id='%s',name='orders-db',state='accepted',vpc_endpoint_service='%s'"
                .formatted(ENDPOINT, SERVICE),
            "1"),
        connection(
            "info",
            "account='emulated',endpoint_id='waiting',name='partner',state='pendingAcceptance',vpc_endpoint_service='%s'"
                .formatted(SERVICE),
            "1"),
        connection(
            "info",
            "account='emulated',endpoint_id='broken',name='billing',state='failed',vpc_endpoint_service='%s'"
                .formatted(SERVICE),
            "1"),
        connection(
            "info",
            "account='emulated',endpoint_id='gone',name='legacy',state='notFound',vpc_endpoint_service='%s'"
                .formatted(SERVICE),
            "1"),
        connection(
            "info",
            "account='emulated',css_cluster='%s',endpoint_id='connectionsID',name='search',state='accepted'"
                .formatted(CLUSTER),
            "1"),
        connection(
            "condition", "name='orders-db',reason='Accepted',status='True',type='Ready'", "1"),
        connection("condition", "name='billing',reason='Failed',status='False',type='Ready'", "0"),
        connection("condition", "name='billing',reason='Failed',status='True',type='Stalled'", "1"),
        connection(
            "condition",
            "name='partner',reason='AcceptanceOverdue',status='True',type='Stalled'",
            "1"),
        connection(
            "condition", "name='search',reason='Suspended',status='False',type='Synced'", "0"),
        connection("pending_since_timestamp_seconds", "name='partner'", "1.7723664e+09"),
        connection("suspended", "name='search'", "1"),
        connection("events", "name='orders-db'", "1"),
        connection("events", "name='partner'", "2"),
        account("info", "cloud='emulator',name='other',region='eu-de'", "1"),
        account(
            "condition", "name='emulated',reason='Authenticated',status='True',type='Ready'", "1"),
        account(
            "condition", "name='other',reason='SecretNotFound',status='False',type='Ready'", "0"));
  }

  private static String connection(String metric, String labels, String value) {
    return series("connection_" + metric, "VpcEndpointConnection", labels, value);
  }

  private static String account(String metric, String labels, String value) {
    return series("account_" + metric, "CloudAccount", labels, value);
  }

  /** With the labels that every series has, all in the order of their names. */
  private static String series(String name, String kind, String labels, String value) {
    var common =
        Stream.of(
            "customresource_group='vpcep.io'",
            "customresource_kind='%s'".formatted(kind),
            "customresource_version='v1alpha1'",
            "namespace='shop'");
    return Stream.concat(common, Stream.of(labels.split(",", -1)))
        .sorted()
        .collect(joining(",", "kube_vpcep_" + name + "{", "} " + value))
        .replace('\'', '"');
  }

  /** As a ServiceAccount that may do what the manifest says, and nothing else. */
  private Path kubeconfig() throws Exception {
    plane.kubectl("apply", "-f", FOLDER.resolve("clusterrole.yaml").toString());
    var account = stage.namespace() + ":exporter";
    plane.kubectl("-n", stage.namespace(), "create", "serviceaccount", "exporter");
    plane.kubectl(
        "create",
        "clusterrolebinding",
        stage.namespace(),
        "--clusterrole=kube-state-metrics-vpcep",
        "--serviceaccount=" + account);
    var token = plane.kubectl("-n", stage.namespace(), "create", "token", "exporter");
    var file = Files.copy(plane.kubeconfig(), folder.resolve("kubeconfig"));
    plane.kubectl("--kubeconfig=" + file, "config", "set-credentials", "admin", "--token=" + token);
    return file;
  }
}
