package io.vpcep.operator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubectl shows of the resources. */
@ExtendWith(SharedControlPlane.class)
class KubectlViewIT {

  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String CLUSTER = "4f3deec3-efa8-4598-bf91-560aad1377a3";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";

  private final ControlPlane plane;
  private final String namespace;

  KubectlViewIT(ControlPlane plane) {
    this.plane = plane;
    this.namespace = plane.createNamespace("kubectl-view");
  }

  @BeforeEach
  void resources() {
    var samples =
        Stream.of(
            "cloudaccount-user",
            "vpcendpointconnection-endpoint",
            "vpcendpointconnection-marker",
            "vpcendpointconnection-css",
            "vpcendpointservice");
    var files = samples.flatMap(name -> Stream.of("-f", "deploy/samples/" + name + ".yaml"));
    kubectl(Stream.concat(Stream.of("apply"), files).toArray(String[]::new));
  }

  /** An operator of another test that watches all namespaces would ask the real cloud. */
  @AfterEach
  void end() {
    kubectl("delete", "vpceap,vpces,vpcec,vpcea", "--all");
  }

  @Test
  void aNewResourceIsSeenAsNotYetObserved() {
    assertThat(kubectl("get", "vpcec", "orders-db", "-o", "jsonpath={.status}"))
        .isEqualTo("{\"observedGeneration\":-1}");
    assertThat(kubectl("get", "vpcea", "prod", "-o", "jsonpath={.status}"))
        .isEqualTo("{\"observedGeneration\":-1}");
  }

  @ParameterizedTest
  @CsvSource({"vpcec, orders-db", "vpcea, prod", "vpces, shop-api"})
  void theOwnerOfAStatusIsRecordedOnceAndNotForEachField(String kind, String name) {
    setStatus(kind, name, "{\"conditions\": [%s]}".formatted(condition("Ready", "True", "A")));

    var owned = "jsonpath={.metadata.managedFields[?(@.subresource==\"status\")].fieldsV1}";
    assertThat(kubectl("get", kind, name, "--show-managed-fields", "-o", owned))
        .isEqualTo("{\"f:status\":{}}");
  }

  @Test
  void listsConnectionsInTheDocumentedColumns() {
    var minutesAgo = Instant.now().minus(Duration.ofMinutes(150)).truncatedTo(ChronoUnit.SECONDS);
    setStatus(
        "vpcec",
        "orders-db",
        """
        {"state": "pendingAcceptance", "reason": "Forbidden", "markerID": 4294967297,
         "endpointID": "%s", "domainID": "5fc973ee", "pendingSinceTime": "%s", "conditions": [%s]}
        """
            .formatted(ENDPOINT, minutesAgo, condition("Ready", "False", "PendingAcceptance")));

    assertThat(row("vpcec", "NAME"))
        .containsExactly("NAME", "STATE", "READY", "REASON", "MARKER", "PENDING", "AGE");
    assertThat(row("vpcec", "orders-db"))
        .startsWith("orders-db", "pendingAcceptance", "False", "Forbidden", "4294967297", "150m")
        .hasSize(7);
  }

  @Test
  void listsMoreWithWide() {
    setStatus(
        "vpcec",
        "search",
        """
        {"state": "accepted", "reason": "Accepted", "endpointID": "%s", "domainID": "5fc973ee",
         "conditions": [%s, %s]}
        """
            .formatted(
                ENDPOINT,
                condition("Synced", "True", "Polled"),
                condition("Ready", "True", "Accepted")));

    assertThat(row("vpcec", "NAME", "-o", "wide"))
        .endsWith("AGE", "SOURCE", "ENDPOINT", "DOMAIN", "ACCOUNT")
        .hasSize(11);
    assertThat(row("vpcec", "search", "-o", "wide"))
        .startsWith("search", "accepted", "True", "Accepted")
        .endsWith(CLUSTER, ENDPOINT, "5fc973ee", "prod");
  }

  @Test
  void listsServicesInTheDocumentedColumns() {
    var minutesAgo = Instant.now().minus(Duration.ofMinutes(150)).truncatedTo(ChronoUnit.SECONDS);
    setStatus(
        "vpces",
        "shop-api",
        """
        {"total": 2500, "oldestPendingTime": "%s", "conditions": [%s, %s, %s],
         "states": [{"state": "pendingAcceptance", "count": 12}, {"state": "accepted", "count": 2481},
                    {"state": "failed", "count": 7}]}
        """
            .formatted(
                minutesAgo,
                condition("Ready", "True", "Listed"),
                condition("Synced", "False", "Forbidden"),
                condition("AttentionRequired", "True", "ConnectionsFailed")));

    assertThat(row("vpces", "NAME"))
        .containsExactly(
            "NAME", "TOTAL", "ACCEPTED", "PENDING", "FAILED", "OLDEST", "READY", "SOURCE", "AGE");
    assertThat(row("vpces", "shop-api"))
        .startsWith("shop-api", "2500", "2481", "12", "7", "150m", "True", SERVICE)
        .hasSize(9);
    assertThat(row("vpces", "shop-api", "-o", "wide"))
        .endsWith("ConnectionsFailed", "Forbidden", "prod");
  }

  @Test
  void listsPoliciesInTheDocumentedColumns(@TempDir Path folder) throws IOException {
    var file = folder.resolve("policy.yaml");
    Files.writeString(
        file,
        """
        apiVersion: vpcep.io/v1alpha1
        kind: VpcEndpointAcceptancePolicy
        metadata: {name: shop-api}
        spec: {accountRef: {name: acceptor}, vpcEndpointService: {id: %s}}
        """
            .formatted(SERVICE));
    kubectl("apply", "-f", file.toString());
    var minutesAgo = Instant.now().minus(Duration.ofMinutes(150)).truncatedTo(ChronoUnit.SECONDS);
    setStatus(
        "vpceap",
        "shop-api",
        """
        {"pending": 3, "undecided": 0, "lastDecisionTime": "%s", "conditions": [%s, %s]}
        """
            .formatted(
                minutesAgo,
                condition("Ready", "True", "Listed"),
                condition("Acting", "False", "DryRun")));

    assertThat(row("vpceap", "NAME"))
        .containsExactly("NAME", "MODE", "ACTING", "PENDING", "UNDECIDED", "LAST", "AGE");
    assertThat(row("vpceap", "shop-api"))
        .startsWith("shop-api", "DryRun", "DryRun", "3", "0", "150m")
        .hasSize(7);
    assertThat(row("vpceap", "shop-api", "-o", "wide")).endsWith("True", SERVICE, "acceptor");
  }

  @Test
  void listsAccountsInTheDocumentedColumns() {
    kubectl(
        "patch",
        "vpcea",
        "prod",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": {\"conditions\": [" + condition("Ready", "False", "Unauthorized") + "]}}");

    assertThat(row("vpcea", "NAME"))
        .containsExactly("NAME", "CLOUD", "REGION", "READY", "REASON", "AGE");
    assertThat(row("vpcea", "prod"))
        .startsWith("prod", "otc", "eu-de", "False", "Unauthorized")
        .hasSize(6);
  }

  @Test
  void selectsByState() {
    setStatus("vpcec", "partner", "{\"state\": \"failed\"}");

    assertThat(
            kubectl("get", "vpcec", "--field-selector", "status.state=failed", "-o", "name")
                .lines())
        .containsExactly("vpcendpointconnection.vpcep.io/partner");
  }

  @Test
  void findsAllKindsByTheirCategory() {
    assertThat(kubectl("get", "vpcep", "-o", "name").lines())
        .containsExactlyInAnyOrder(
            "cloudaccount.vpcep.io/prod",
            "vpcendpointconnection.vpcep.io/orders-db",
            "vpcendpointconnection.vpcep.io/partner",
            "vpcendpointconnection.vpcep.io/search",
            "vpcendpointservice.vpcep.io/shop-api");
  }

  @ParameterizedTest
  @CsvSource({"vpceap", "vpces", "vpcec", "vpcea"})
  void describesEveryField(String kind) {
    var lines = kubectl("explain", kind, "--recursive").lines().toList();
    var fields = lines.subList(lines.indexOf("FIELDS:"), lines.size());
    var paths = new FieldPaths(fields).all();
    assertThat(paths).contains("spec", "status", "status.conditions.lastTransitionTime");
    for (var path : paths) {
      var text = kubectl("explain", kind + "." + path);
      assertThat(text).as(path).doesNotContain("<empty>");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vpcec.spec.pollInterval              | at least 1s   | Default: polling.defaultInterval of the operator's configuration (60s)
          vpcec.spec.pendingAcceptanceTimeout  | 0s: never     | Default: 30m
          vpcec.spec.suspend                   | do not poll   | Default: false
          vpcec.spec.markerID                  | at least 0    | Exactly one of endpointID and markerID
          vpcec.spec.endpointID                | 1 to 64       | Exactly one of endpointID and markerID
          vpcec.spec.vpcEndpointService.id     | 1 to 64       | letters, digits, dashes or underscores
          vpcec.spec.cssCluster.id             | 1 to 64       | letters, digits, dashes or underscores
          vpces.spec.pendingAcceptanceTimeout  | 0s: never     | Default: 30m
          vpces.spec.attention.limit           | 0 to 100      | Default: 20
          vpces.spec.metrics.connections       | None          | Default: Attention
          vpces.spec.metrics.limit             | 0 to 10000    | Default: 500
          vpces.spec.selector.domainIDs        | at most 256   | empty for all
          vpceap.spec.mode                     | only record what would be done | Default: DryRun
          vpceap.spec.minPendingAge            | Go-style duration | Default: 0s
          vpceap.spec.limits.perSweep          | 1 to 20       | Default: 5
          vpceap.spec.limits.perHour           | 1 to 1000     | Default: 50
          vpcec.spec.accountRef                | CloudAccount  | same namespace
          vpcea.spec.cloud                     | 1 to 63       | huaweicloud, huaweicloud-eu, otc
          vpcea.spec.region                    | 1 to 63       | eu-de or cn-north-4
          vpcea.spec.projectID                 | 1 to 64       | Default: the project with the name of the region
          vpcea.spec.credentialsSecretRef      | same namespace | token; or userName, password and domainName
          """)
  void tellsRangeAndDefault(String field, String range, String rest) {
    // kubectl breaks the lines of a description.
    assertThat(kubectl("explain", field).replaceAll("\\s+", " ")).contains(range).contains(rest);
  }

  private void setStatus(String kind, String name, String status) {
    kubectl(
        "patch",
        kind,
        name,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": " + status + "}");
  }

  private static String condition(String type, String status, String reason) {
    return """
        {"type": "%s", "status": "%s", "reason": "%s", "message": "m",
         "lastTransitionTime": "2025-01-01T00:00:00Z"}
        """
        .formatted(type, status, reason);
  }

  /** The words of the row that begins with a name; empty columns have none. */
  private List<String> row(String kind, String name, String... options) {
    var arguments = Stream.concat(Stream.of("get", kind), Stream.of(options));
    return kubectl(arguments.toArray(String[]::new))
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> List.of(line.strip().split(" +")))
        .findFirst()
        .orElseThrow();
  }

  private String kubectl(String... arguments) {
    return plane.kubectlIn(namespace, arguments);
  }
}
