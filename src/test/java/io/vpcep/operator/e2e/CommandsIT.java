package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.CLUSTER;
import static io.vpcep.operator.e2e.Examples.CLUSTER_ENDPOINT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.CssFields;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.ErrorEntry;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.CommandLineProcess;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** {@code list} and {@code export}: what a source lists, without an operator. */
@EndToEnd
class CommandsIT {

  private static final SourceRef SERVICE = SourceRef.service("listed");
  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

  private final OperatorFixture fixture;
  private final CommandUser user;

  CommandsIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture;
    this.user = new CommandUser(fixture);
  }

  @Test
  void whatIsExportedCanBeAppliedAndIsNotExportedAgain() throws Exception {
    // Given
    fixture.put(SERVICE, "Endpoint_1", "accepted");
    fixture.put(SERVICE, "1e5", "pendingAcceptance");
    fixture.put(SERVICE, "null", "failed");
    fixture.watch("by-hand", SERVICE, "'1e5'");
    // When
    var exported = user.run("export", "--service", "listed", "--name-prefix", "shop-");
    // Then
    assertThat(exported.exitCode()).isZero();
    assertThat(exported.errors().lines())
        .containsExactly(
            "export: VPC endpoint service listed lists 3 connections; 2 exported; nothing was"
                + " changed",
            "export: 1 connection left out that a VpcEndpointConnection of namespace %s names"
                    .formatted(fixture.namespace())
                + " already (use --all to export them too)");
    assertThat(fixture.connections()).as("changes nothing").hasSize(1);
    assertThat(fixture.calls().all()).allMatch(call -> !call.method().equals("PUT"));
    // When
    var file = Files.writeString(fixture.folder().resolve("exported.yaml"), exported.output());
    fixture.kubectl("apply", "-f", file.toString());
    // Then
    assertThat(fixture.connections())
        .extracting(each -> each.getMetadata().getName() + " " + each.getSpec().endpointID())
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).isEqualTo("by-hand 1e5"),
            each -> assertThat(each).isEqualTo("shop-null null"),
            each -> assertThat(each).matches("shop-endpoint-1-[0-9a-f]{10} Endpoint_1"));
    // When
    var again = user.run("export", "--service", "listed");
    // Then
    assertThat(again.exitCode()).isZero();
    assertThat(again.output()).isEmpty();
    assertThat(again.errors()).contains("0 exported", "3 connections left out");
    // And they are what the operator watches.
    fixture.startOperator();
    await().atMost(SOON).until(() -> fixture.state("shop-null"), "failed"::equals);
  }

  @Test
  void aTableHasEveryConnectionOfEveryPage() throws Exception {
    // Given
    List<EndpointConnection> many =
        fixture.world().putMany(SERVICE, 2_100, each -> each.withStatus("accepted"));
    fixture
        .world()
        .change(
            SERVICE,
            many.get(0).id(),
            each ->
                each.withStatus("failed")
                    .withErrors(
                        List.of(
                            new ErrorEntry("EndPoint.2022", "Fehlgeschlagen: größer\u001b[31m"))));
    // When
    var listed = user.run("list", "--service", "listed");
    // Then
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.errors().lines())
        .containsExactly(
            "list: VPC endpoint service listed lists 2100 connections; nothing was changed");
    var lines = listed.output().lines().toList();
    assertThat(lines).hasSize(2_101);
    assertThat(lines.get(0)).startsWith("ENDPOINT ");
    assertThat(lines.get(1))
        .startsWith(many.get(0).id() + "   failed")
        .endsWith("   EndPoint.2022: Fehlgeschlagen: größer[31m");
    assertThat(lines.get(2_100)).startsWith(many.get(2_099).id());
    // When
    var failed = user.run("list", "--service", "listed", "--state", "failed");
    // Then
    assertThat(failed.output()).hasLineCount(2);
    assertThat(failed.errors()).contains("2100 connections; 1 shown;");
  }

  @Test
  void jsonHasWhatAClusterTells() throws Exception {
    // Given
    fixture
        .world()
        .change(
            CLUSTER,
            CLUSTER_ENDPOINT,
            each ->
                each.withUpdatedAt(THEN)
                    .withCss(new CssFields("3000", "default", "10.0.0.7", null, "a.example.com")));
    // When
    var listed = user.run("list", "--cluster", CLUSTER.id(), "-o", "json");
    // Then
    assertThat(listed.exitCode()).isZero();
    var json = new ObjectMapper().readTree(listed.output());
    assertThat(json.path("total").asInt()).isEqualTo(1);
    assertThat(json.path("source").path("kind").asText()).isEqualTo("CssCluster");
    var connection = json.path("connections").path(0);
    assertThat(connection.path("endpointID").asText()).isEqualTo(CLUSTER_ENDPOINT);
    assertThat(connection.path("updatedTime").asText()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(connection.path("css").path("ip").asText()).isEqualTo("10.0.0.7");
    assertThat(connection.path("css").path("dnsName").asText()).isEqualTo("a.example.com");
  }

  @Test
  void worksWithEveryKindOfCredentials() throws Exception {
    fixture.put(SERVICE, "a", "accepted");
    fixture.secret("key", Credentials.ACCESS_KEY);
    fixture.account("key", "key");
    fixture.secret("password", Credentials.PASSWORD);
    fixture.account("password", "password");

    assertThat(user.runAs("key", "list", "--service", "listed").output()).hasLineCount(2);
    assertThat(user.runAs("password", "list", "--service", "listed").output()).hasLineCount(2);
  }

  @Test
  void saysInOneLineWhatIsMissing() throws Exception {
    // Given
    fixture.put(SERVICE, "a", "accepted");
    fixture.account("no-secret", "missing");
    fixture.secret("odd", Map.of("username", "u", "password", "p-of-odd"));
    fixture.account("odd", "odd");
    fixture.secret("wrong", Map.of("token", "a-wrong-token"));
    fixture.account("wrong", "wrong");
    // Then
    fails(user.runAs("nobody", "list", "--service", "listed"))
        .isEqualTo(
            "list: CloudAccount nobody does not exist in namespace %s: check --account and the"
                    .formatted(fixture.namespace())
                + " cluster of KUBECONFIG");
    fails(user.runAs("no-secret", "list", "--service", "listed"))
        .contains(" is not ready (SecretNotFound): Secret missing does not exist in namespace ");
    fails(user.runAs("odd", "export", "--service", "listed"))
        .startsWith("export: CloudAccount ")
        .contains(" is not ready (InvalidSecret): Secret odd has the keys password, username; ")
        .doesNotContain("p-of-odd");
    fails(user.runAs("wrong", "list", "--service", "listed"))
        .contains(" is not ready (Unauthorized): ")
        .doesNotContain("a-wrong-token");
    fails(user.run("list", "--service", "gone"))
        .startsWith("list: cannot read the list (SourceNotFound): VPC endpoint service gone does")
        .contains("Check the ID, region and project.");
  }

  @Test
  void saysInOneLineWhatIsForbidden() throws Exception {
    // Given
    fixture.put(SERVICE, "a", "accepted");
    fixture.faults().add(Fault.status(403, Target.ofSource(SERVICE.id())));
    // Then
    fails(user.run("list", "--service", "listed"))
        .startsWith("list: cannot read the list (Forbidden): ")
        .contains("vpcep:connections:list");
    // When
    fixture.kubectl("delete", "rolebinding", "commands");
    // Then
    fails(user.run("list", "--service", "listed"))
        .startsWith("list: cannot read CloudAccount " + fixture.namespace() + "/emulated: ")
        .contains("cannot get resource \"cloudaccounts\"")
        .endsWith("(docs/permissions.md lists the permissions)");
  }

  @Test
  void endsInTimeIfTheCloudOrTheApiServerDoesNotRespond() throws Exception {
    // Given
    fixture.put(SERVICE, "a", "accepted");
    fixture.faults().add(Fault.of(FaultKind.NO_RESPONSE, Target.ofSource(SERVICE.id())));
    // Then
    fails(user.run("list", "--service", "listed", "--timeout", "3s"))
        .startsWith("list: timed out after 3s: ");
    // When
    try (var nobody = new ServerSocket(0)) {
      var file = fixture.folder().resolve("nowhere");
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: x
          clusters: [{name: x, cluster: {server: "http://127.0.0.1:%d"}}]
          contexts: [{name: x, context: {cluster: x}}]
          """
              .formatted(nobody.getLocalPort()));
      user.uses(file);
    }
    // Then
    fails(user.run("export", "--service", "listed"))
        .matches(
            "export: cannot reach the API server http://127.0.0.1:\\d+/: Failed to connect to"
                + " .*Connection refused");
  }

  private static AbstractStringAssert<?> fails(CommandLineProcess ended)
      throws InterruptedException {
    assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(1);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors()).hasLineCount(1).doesNotContain("Exception");
    return assertThat(ended.errors().strip());
  }
}
