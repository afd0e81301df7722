package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The VpcEndpointConnections that a service makes. */
@EndToEnd
class MadeConnectionsIT {

  private static final SourceRef SERVICE = SourceRef.service("made");
  private static final String NAME = "shop-api";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final OperatorFixture fixture;

  MadeConnectionsIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void eachConnectionGetsAResourceThatTheServiceOwnsAndNothingIsWrittenAfterwards()
      throws Exception {
    // Given
    var ids = put(30);
    make("template: {metadata: {labels: {team: shop}}, spec: {pendingAcceptanceTimeout: 2h}}");
    // When
    fixture.startOperator();
    // Then
    fixture.awaitStates("accepted", 30, PATIENCE);
    awaitReady("True Made");
    assertThat(names()).isEqualTo(ids.stream().map(MadeConnectionsIT::name).collect(toSet()));
    var one = fixture.connection(name(ids.get(0)));
    assertThat(one.getSpec().endpointID()).isEqualTo(ids.get(0));
    assertThat(one.getSpec().pendingAcceptanceTimeout()).isEqualTo("2h");
    assertThat(one.getSpec().accountRef().name()).isEqualTo(TestNamespace.ACCOUNT);
    assertThat(one.getMetadata().getLabels())
        .containsOnly(Map.entry("team", "shop"), Map.entry("vpcep.io/service", NAME));
    var owner = one.getMetadata().getOwnerReferences().get(0);
    assertThat(owner.getUid()).isEqualTo(fixture.service(NAME).getMetadata().getUid());
    await().atMost(SOON).until(() -> fixture.service(NAME).getStatus().watched(), n -> n == 30);
    // When
    var connections = fixture.history(VpcEndpointConnection.class);
    var services = fixture.history(VpcEndpointService.class);
    awaitSweeps(4);
    fixture.restartOperator();
    awaitSweeps(4);
    // Then
    ids.forEach(id -> assertThat(connections.of(name(id))).hasSize(1));
    assertThat(services.of(NAME)).hasSize(1);
  }

  @Test
  void theTemplateIsAppliedToWhatTheServiceOwnsAndToNothingThatAUserAdded() throws Exception {
    // Given
    var id = put(1).get(0);
    make("template: {metadata: {labels: {team: shop, tier: gold}}, spec: {pollInterval: 5s}}");
    fixture.startOperator();
    awaitMade(name(id));
    // When
    edit(
        name(id),
        resource -> {
          resource.getMetadata().getLabels().put("mine", "yes");
          resource.getMetadata().getLabels().put("team", "other");
          return resource;
        });
    // Then
    awaitLabels(id, Map.of("team", "shop", "tier", "gold", "mine", "yes"));
    // When
    make("template: {metadata: {labels: {team: search}}, spec: {pendingAcceptanceTimeout: 1h}}");
    // Then
    awaitLabels(id, Map.of("team", "search", "mine", "yes"));
    assertThat(fixture.connection(name(id)).getSpec().pollInterval()).isNull();
    assertThat(fixture.connection(name(id)).getSpec().pendingAcceptanceTimeout()).isEqualTo("1h");
    // When
    fixture.kubectl(
        "patch", "vpcec", name(id), "--type=merge", "-p", "{\"spec\":{\"endpointID\":\"other\"}}");
    // Then
    await()
        .atMost(SOON)
        .until(() -> fixture.connection(name(id)).getSpec().endpointID(), id::equals);
    awaitMade(name(id));
  }

  @Test
  void whatIsNotItsOwnIsNeitherTakenNorDoubled() throws Exception {
    // Given
    var ids = put(3);
    fixture.watch("mine", SERVICE, ids.get(0));
    fixture.watch(name(ids.get(1)), SERVICE, "something-else");
    var foreign = fixture.connection(name(ids.get(1)));
    make("limit: 100");
    // When
    fixture.startOperator();
    // Then
    awaitReady("False NameTaken");
    assertThat(message()).contains("(1)").contains(name(ids.get(1)));
    awaitMade(name(ids.get(2)));
    fixture.awaitState(name(ids.get(1)), "notFound");
    assertThat(names()).containsExactlyInAnyOrder("mine", name(ids.get(1)), name(ids.get(2)));
    assertThat(fixture.connection(name(ids.get(1))).getSpec()).isEqualTo(foreign.getSpec());
    assertThat(fixture.connection(name(ids.get(1))).getMetadata().getOwnerReferences()).isEmpty();
    // When
    delete(name(ids.get(1)));
    // Then
    awaitMade(name(ids.get(1)));
    awaitReady("True Made");
  }

  @Test
  void aResourceThatIsUnmanagedIsItsUsers() throws Exception {
    // Given
    var id = put(1).get(0);
    make("limit: 100");
    fixture.startOperator();
    awaitMade(name(id));
    // When
    fixture.kubectl("annotate", "vpcec", name(id), "vpcep.io/unmanaged=true");
    // Then
    await()
        .atMost(SOON)
        .until(
            () -> fixture.connection(name(id)).getMetadata().getOwnerReferences(), List::isEmpty);
    assertThat(fixture.connection(name(id)).getMetadata().getLabels()).isNullOrEmpty();
    // When
    make("template: {metadata: {labels: {team: shop}}}");
    awaitSweeps(4);
    // Then
    assertThat(fixture.connection(name(id)).getMetadata().getLabels()).isNullOrEmpty();
    assertThat(names()).hasSize(1);
  }

  @Test
  void aResourceThatIsDeletedIsMadeAgainUnlessItsEndpointIsExcluded() throws Exception {
    // Given
    var id = put(1).get(0);
    make("limit: 100");
    fixture.startOperator();
    awaitMade(name(id));
    var uid = fixture.connection(name(id)).getMetadata().getUid();
    // When
    delete(name(id));
    // Then
    await()
        .atMost(SOON)
        .until(
            () ->
                fixture.connections().stream()
                    .anyMatch(c -> !c.getMetadata().getUid().equals(uid)));
    // When
    fixture.watchAll(
        NAME,
        SERVICE,
        "connections: {namePrefix: shop-}, selector: {excludeEndpointIDs: [%s]}".formatted(id));
    awaitSweeps(2);
    delete(name(id));
    awaitSweeps(4);
    // Then
    assertThat(names()).isEmpty();
  }

  @Test
  void whatIsGoneIsDeletedAfterAWhileButNotWhenTooMuchIsGoneAtOnce() throws Exception {
    // Given
    var ids = put(10);
    make("onGone: {after: 2s}");
    fixture.startOperator();
    fixture.awaitStates("accepted", 10, PATIENCE);
    // When
    fixture.world().remove(SERVICE, ids.get(0));
    // Then
    await().atMost(PATIENCE).until(this::names, names -> names.size() == 9);
    assertThat(names()).doesNotContain(name(ids.get(0)));
    // When
    ids.subList(1, 5).forEach(id -> fixture.world().remove(SERVICE, id));
    // Then
    awaitReady("False PruneBlocked");
    fixture.awaitStates("notFound", 4, PATIENCE);
    awaitSweeps(6);
    assertThat(names()).hasSize(9);
    // When
    ids.subList(1, 5)
        .forEach(id -> fixture.world().put(SERVICE, id, each -> each.withStatus("accepted")));
    // Then
    awaitReady("True Made");
    fixture.awaitStates("accepted", 9, PATIENCE);
  }

  @Test
  void theConnectionsOfAClusterGetResourcesToo() throws Exception {
    // Given
    var cluster = SourceRef.cluster("made-cluster");
    fixture.put(cluster, "e1", "accepted");
    fixture.watchAll("search", cluster, "connections: {namePrefix: search-}");
    // When
    fixture.startOperator();
    // Then
    awaitMade("search-e1");
    assertThat(fixture.connection("search-e1").getSpec().cssCluster())
        .isEqualTo(fixture.service("search").getSpec().cssCluster());
  }

  @Test
  void overTheLimitTheOldestConnectionsHaveAResource() throws Exception {
    // Given
    var ids = put(5);
    make("limit: 2");
    // When
    fixture.startOperator();
    // Then
    awaitReady("False LimitReached");
    assertThat(message()).contains("(2)").contains(": 3;");
    await().atMost(SOON).until(this::names, names -> names.size() == 2);
    assertThat(ids).hasSize(5);
  }

  @Test
  void ofTwoServicesForOneSourceTheOlderMakesTheResources() throws Exception {
    // Given
    put(2);
    make("limit: 100");
    var created = Instant.parse(fixture.service(NAME).getMetadata().getCreationTimestamp());
    await().until(() -> Instant.now().isAfter(created.plusSeconds(1)));
    fixture.watchAll("second", SERVICE, "connections: {namePrefix: second-}");
    // When
    fixture.startOperator();
    // Then
    awaitReady("True Made");
    await()
        .atMost(SOON)
        .until(
            () -> Statuses.condition(fixture.service("second"), "ConnectionsReady"),
            "False ResourceConflict"::equals);
    assertThat(names()).hasSize(2).allMatch(name -> name.startsWith("shop-"));
  }

  @Test
  void aQuotaIsSaidAndTriedAgain() throws Exception {
    // Given
    put(3);
    quota(1);
    make("limit: 100");
    // When
    fixture.startOperator();
    // Then
    awaitReady("False QuotaExceeded");
    assertThat(names()).hasSize(1);
    // When
    quota(5);
    // Then
    await().atMost(PATIENCE).until(this::names, names -> names.size() == 3);
    awaitReady("True Made");
  }

  @Test
  void aMissingRightIsSaidAndTheResourcesAreMadeOnceItIsThere() throws Exception {
    // Given
    put(2);
    make("limit: 100");
    var role = fixture.kubectl("get", "role", "-o", "name").lines().findFirst().orElseThrow();
    int rule = ruleThatCreates(role);
    fixture.kubectl(
        "patch",
        role,
        "--type=json",
        "-p",
        "[{\"op\": \"remove\", \"path\": \"/rules/%d\"}]".formatted(rule));
    // When
    fixture.startOperator();
    // Then
    awaitReady("False Forbidden");
    assertThat(message()).contains("is not allowed to create");
    assertThat(names()).isEmpty();
    // When
    fixture.kubectl(
        "patch",
        role,
        "--type=json",
        "-p",
        """
        [{"op": "add", "path": "/rules/-", "value": {"apiGroups": ["vpcep.io"],
          "resources": ["vpcendpointconnections"], "verbs": ["create"]}}]
        """);
    // Then
    awaitReady("True Made");
    assertThat(names()).hasSize(2);
  }

  @Test
  void whoChangesResourcesBackForEverIsToldAndDoesNotKeepTheOperatorBusy() throws Exception {
    // Given
    var id = put(1).get(0);
    make("template: {metadata: {labels: {team: shop}}}");
    fixture.startOperator();
    awaitMade(name(id));
    // When
    int edits = 0;
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      var labels = fixture.connection(name(id)).getMetadata().getLabels();
      if ("shop".equals(labels.get("team"))) {
        edits++;
        fixture.kubectl("label", "vpcec", name(id), "team=other", "--overwrite");
      }
    }
    // Then
    assertThat(edits).isBetween(3, 10);
    awaitReady("False Overridden");
    // When nobody changes it any more
    awaitReady("True Made");
    assertThat(fixture.connection(name(id)).getMetadata().getLabels())
        .containsEntry("team", "shop");
  }

  @Test
  void inAShardTheResourcesAreOfTheShard() throws Exception {
    // Given
    var id = put(1).get(0);
    make("limit: 100");
    fixture.kubectl("label", "vpces", NAME, "shard=a", "unrelated=yes");
    // When
    fixture.startOperator(
        "polling: {defaultInterval: 1s, minInterval: 1s}\nwatch: {namespaces: [%s], labelSelector: 'shard in (a, b)'}"
            .formatted(fixture.namespace()));
    // Then
    awaitMade(name(id));
    assertThat(fixture.connection(name(id)).getMetadata().getLabels())
        .containsEntry("shard", "a")
        .doesNotContainKey("unrelated");
  }

  /** Where among its rules a role has the right to create VpcEndpointConnections. */
  private int ruleThatCreates(String role) {
    var verbs =
        fixture
            .kubectl(
                "get", role, "-o", "jsonpath={range .rules[*]}{.resources} {.verbs}{\"\\n\"}{end}")
            .lines()
            .toList();
    for (int i = 0; i < verbs.size(); i++) {
      if (verbs.get(i).contains("vpcendpointconnections") && verbs.get(i).contains("create")) {
        return i;
      }
    }
    throw new AssertionError(verbs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namePrefix: Shop-|connections.namePrefix must begin with a lower-case letter",
        "namePrefix: shop-, limit: 0|greater than or equal to 1",
        "namePrefix: shop-, limit: 1001|less than or equal to 1000",
        "namePrefix: shop-, template: {spec: {accountRef: {name: other}}}|must not name an account",
        "namePrefix: shop-, template: {spec: {endpointID: e}}|must not name an account",
        "namePrefix: shop-, template: {metadata: {namespace: other}}|must not have name or namespace",
        "namePrefix: shop-, template: {metadata: {labels: {vpcep.io/service: x}}}|must not have keys of vpcep.io",
        "namePrefix: shop-, template: {metadata: {labels: {team: 'a b'}}}|must have values of at most 63",
        "namePrefix: shop-, template: {metadata: {annotations: {'a b': x}}}|must have keys of at most 63",
        "namePrefix: shop-, onGone: {after: soon}|onGone.after must be a duration",
        "namePrefix: shop-, onGone: {maxPercent: 101}|less than or equal to 100"
      })
  void badInputIsRefusedWithASentence(String connections, String sentence) {
    assertThatThrownBy(
            () -> fixture.watchAll(NAME, SERVICE, "connections: {%s}".formatted(connections)))
        .hasMessageContaining(sentence);
  }

  private void quota(int most) {
    var name = "count/vpcendpointconnections.vpcep.io";
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("few")
            .endMetadata()
            .withNewSpec()
            .addToHard(name, new Quantity(String.valueOf(most)))
            .endSpec()
            .build();
    fixture.user().resource(quota).serverSideApply();
    // What the controller manager would do.
    fixture
        .user()
        .resourceQuotas()
        .withName("few")
        .editStatus(
            present ->
                new ResourceQuotaBuilder(present)
                    .withNewStatus()
                    .addToHard(name, new Quantity(String.valueOf(most)))
                    .addToUsed(name, new Quantity(String.valueOf(names().size())))
                    .endStatus()
                    .build());
  }

  private List<String> put(int count) {
    return fixture
        .world()
        .putMany(SERVICE, count, connection -> connection.withStatus("accepted"))
        .stream()
        .map(EndpointConnection::id)
        .toList();
  }

  /** Creates or changes the service; more is YAML of its connections. */
  private void make(String more) {
    fixture.watchAll(NAME, SERVICE, "connections: {namePrefix: shop-, %s}".formatted(more));
  }

  private static String name(String endpointId) {
    return "shop-" + endpointId;
  }

  private Set<String> names() {
    return fixture.connections().stream()
        .map(resource -> resource.getMetadata().getName())
        .collect(toSet());
  }

  private void awaitMade(String name) {
    await().atMost(SOON).until(this::names, names -> names.contains(name));
    fixture.awaitState(name, "accepted");
  }

  private void edit(String name, UnaryOperator<VpcEndpointConnection> change) {
    fixture.user().resources(VpcEndpointConnection.class).withName(name).edit(change);
  }

  private void delete(String name) {
    fixture.user().resources(VpcEndpointConnection.class).withName(name).delete();
  }

  private void awaitLabels(String id, Map<String, String> labels) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(fixture.connection(name(id)).getMetadata().getLabels())
                    .containsAllEntriesOf(labels)
                    .hasSize(labels.size() + 1));
  }

  private void awaitReady(String value) {
    await()
        .atMost(PATIENCE)
        .until(() -> Statuses.condition(fixture.service(NAME), "ConnectionsReady"), value::equals);
  }

  private String message() {
    return Statuses.message(fixture.service(NAME), "ConnectionsReady");
  }

  private void awaitSweeps(int count) {
    int calls = fixture.calls(SERVICE.id()).count();
    await().atMost(PATIENCE).until(() -> fixture.calls(SERVICE.id()).count() >= calls + count);
    requireNonNull(fixture.service(NAME).getStatus());
  }
}
