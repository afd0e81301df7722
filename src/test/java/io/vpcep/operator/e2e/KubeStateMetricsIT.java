package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.CLUSTER;
import static io.vpcep.operator.e2e.Examples.CLUSTER_ENDPOINT;
import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.Manifests.spec;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.controlplane.KubeStateMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real kube-state-metrics makes of our resources, with the rights that we give it. */
@EndToEnd
class KubeStateMetricsIT {

  private static final Path FOLDER = Path.of("deploy/kube-state-metrics").toAbsolutePath();
  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

  private final OperatorFixture fixture;

  KubeStateMetricsIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
  }

  @BeforeEach
  void oneResourceInEachOfSomeStates() {
    fixture.putWaiting(SERVICE, "waiting", SINCE);
    fixture.put(SERVICE, "broken", "failed");
    fixture.watch("orders-db", SERVICE, ENDPOINT);
    fixture.watch("partner", SERVICE, "waiting", "pendingAcceptanceTimeout: 1m");
    fixture.watch("billing", SERVICE, "broken");
    fixture.watch("legacy", SERVICE, "gone");
    fixture.watch("search", CLUSTER, CLUSTER_ENDPOINT);
    fixture.accountWithoutProject("other", "nobody-made-this");
    fixture.applyPolicy("shop-api", SERVICE, "");
    fixture.awaitState("legacy", "notFound");
    fixture.awaitCondition("partner", "Ready", "False AcceptanceOverdue");
    fixture.awaitState("search", "accepted");
    fixture.awaitAccount("other", "False SecretNotFound");
    await().atMost(SOON).until(() -> fixture.policy("shop-api").getStatus().pending() != null);
    fixture.applyConnection("search", spec(ACCOUNT, CLUSTER, CLUSTER_ENDPOINT, "suspend: true"));
    fixture.awaitCondition("search", "Synced", "False Suspended");
  }

  @Test
  void statesConditionsAndWaitingTimesBecomeSeries() throws Exception {
    try (var exporter =
        KubeStateMetrics.start(
            kubeconfig(), fixture.namespace(), FOLDER.resolve("custom-resource-state.yaml"))) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(exporter.series())
                      .map(line -> line.replace(fixture.namespace(), "shop"))
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
                .formatted(ENDPOINT, SERVICE.id()),
            "1"),
        connection(
            "info",
            "account='emulated',endpoint_id='waiting',name='partner',state='pendingAcceptance',vpc_endpoint_service='%s'"
                .formatted(SERVICE.id()),
            "1"),
        connection(
            "info",
            "account='emulated',endpoint_id='broken',name='billing',state='failed',vpc_endpoint_service='%s'"
                .formatted(SERVICE.id()),
            "1"),
        connection(
            "info",
            "account='emulated',endpoint_id='gone',name='legacy',state='notFound',vpc_endpoint_service='%s'"
                .formatted(SERVICE.id()),
            "1"),
        connection(
            "info",
            "account='emulated',css_cluster='%s',endpoint_id='connectionsID',name='search',state='accepted'"
                .formatted(CLUSTER.id()),
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
        policy(
            "info",
            "account='emulated',mode='DryRun',name='shop-api',vpc_endpoint_service='%s'"
                .formatted(SERVICE.id()),
            "1"),
        policy("condition", "name='shop-api',reason='Disabled',status='False',type='Acting'", "0"),
        policy("pending", "name='shop-api'", "1"),
        policy("undecided", "name='shop-api'", "1"),
        account("info", "cloud='emulator',name='other',region='eu-de'", "1"),
        account(
            "condition", "name='emulated',reason='Authenticated',status='True',type='Ready'", "1"),
        account(
            "condition", "name='other',reason='SecretNotFound',status='False',type='Ready'", "0"));
  }

  private static String connection(String metric, String labels, String value) {
    return series("connection_" + metric, "VpcEndpointConnection", labels, value);
  }

  private static String policy(String metric, String labels, String value) {
    return series("acceptance_policy_" + metric, "VpcEndpointAcceptancePolicy", labels, value);
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
    var plane = fixture.plane();
    plane.kubectl("apply", "-f", FOLDER.resolve("clusterrole.yaml").toString());
    var account = fixture.namespace() + ":exporter";
    fixture.kubectl("create", "serviceaccount", "exporter");
    plane.kubectl(
        "create",
        "clusterrolebinding",
        fixture.namespace(),
        "--clusterrole=kube-state-metrics-vpcep",
        "--serviceaccount=" + account);
    var token = fixture.kubectl("create", "token", "exporter").strip();
    return plane.writeKubeconfig(fixture.folder().resolve("kubeconfig"), token);
  }
}
