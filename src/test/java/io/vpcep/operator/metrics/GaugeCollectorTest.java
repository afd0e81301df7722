package io.vpcep.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatusBuilder;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.metrics.GaugeCollector.Exported;
import io.vpcep.operator.metrics.GaugeCollector.Resources;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.CapturedLog;
import io.vpcep.operator.support.ResourceBuilder;
import io.vpcep.operator.support.Times;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaugeCollectorTest {

  private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");
  private static final Map<String, String> LABELS =
      Map.of("team", "label_team", "example.com/tier", "label_example_com_tier");

  private static final LabelSelector SELECTOR = LabelSelector.of("shard!=b");
  private static final AccountKey ACCOUNT = new AccountKey("shop", "prod");

  private final Exposition exposition = new Exposition();
  private final List<VpcEndpointConnection> connections = new ArrayList<>();
  private final List<VpcEndpointAcceptancePolicy> policies = new ArrayList<>();
  private final List<CloudAccount> accounts = new ArrayList<>();
  private final Map<AccountKey, AccountState> states = new HashMap<>();
  private final List<SourceView> sources = new ArrayList<>();
  private final Map<String, Duration> oldestDue = new HashMap<>();
  private final AtomicInteger errors = new AtomicInteger();

  GaugeCollectorTest() {
    expose(true);
  }

  private void expose(boolean perConnection) {
    exposition.registry().getPrometheusRegistry().clear();
    exposition
        .registry()
        .getPrometheusRegistry()
        .register(
            new GaugeCollector(
                new Resources(
                    connections::stream,
                    (namespace, source) -> Stream.of(),
                    Stream::of,
                    policies::stream,
                    accounts::stream),
                () -> sources,
                () -> oldestDue,
                new Exported(perConnection, LABELS, new AccountReadiness(SELECTOR, states::get)),
                () -> new Now(NOON, Times.at(NOON)),
                errors::incrementAndGet));
  }

  @Test
  void hasOneSeriesForTheStateThatAConnectionIsIn() {
    connections.add(connection("orders-db", service("s-1"), "accepted", null, null));
    connections.add(connection("search", cluster("c-1"), "notFound", null, null));

    exposition.assertType("vpcep_connection_state", "gauge");
    assertThat(exposition.series("vpcep_connection_state"))
        .containsExactlyInAnyOrder(
            "vpcep_connection_state{account=\"prod\",name=\"orders-db\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\",state=\"accepted\"} 1.0",
            "vpcep_connection_state{account=\"prod\",name=\"search\",namespace=\"shop\",source_id=\"c-1\",source_kind=\"CssCluster\",state=\"notFound\"} 1.0");
  }

  @Test
  void aConnectionHasItsLabelsAsTheyAreNow() {
    // Given
    var labelled = connection("orders-db", service("s-1"), "accepted", null, null);
    labelled.getMetadata().setLabels(Map.of("team", "shop", "example.com/tier", "", "app", "db"));
    connections.add(labelled);
    assertThat(exposition.series("vpcep_connection_state"))
        .containsExactly(
            "vpcep_connection_state{account=\"prod\",label_team=\"shop\",name=\"orders-db\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\",state=\"accepted\"} 1.0");
    // When
    labelled.getMetadata().setLabels(Map.of("example.com/tier", "gold"));
    // Then
    assertThat(exposition.series("vpcep_connection_state"))
        .containsExactly(
            "vpcep_connection_state{account=\"prod\",label_example_com_tier=\"gold\",name=\"orders-db\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\",state=\"accepted\"} 1.0");
  }

  @Test
  void anAccountThatAnotherReleaseReportsOnHasASeriesWhereItCannotBeUsed() {
    var others = account("prod", condition(Condition.READY, "True", "Authenticated"));
    others.getMetadata().setLabels(Map.of("shard", "b"));
    accounts.add(others);
    assertThat(exposition.series("vpcep_account_ready")).isEmpty();
    // When
    states.put(ACCOUNT, new AccountState(Reason.UNAUTHORIZED, "", null));
    // Then
    assertThat(exposition.series("vpcep_account_ready"))
        .containsExactly("vpcep_account_ready{account=\"prod\",namespace=\"shop\"} 0.0");
    // When
    states.put(ACCOUNT, new AccountState(Reason.UNKNOWN_CLOUD, "", null));
    // Then
    assertThat(exposition.series("vpcep_account_ready")).isEmpty();
  }

  @Test
  void anAccountAndItsSourcesHaveTheLabelsOfTheAccount() {
    var account = account("prod", condition(Condition.READY, "True", "Authenticated"));
    account.getMetadata().setLabels(Map.of("team", "platform"));
    accounts.add(account);
    sources.add(
        new SourceView(
            new SourceKey(ACCOUNT, aService("s-1")),
            Duration.ofMinutes(1),
            1,
            Times.at(NOON),
            null,
            Map.of(),
            null));

    assertThat(exposition.series("vpcep_account_ready"))
        .containsExactly(
            "vpcep_account_ready{account=\"prod\",label_team=\"platform\",namespace=\"shop\"} 1.0");
    assertThat(exposition.series("vpcep_sweep_interval_seconds"))
        .containsExactly(
            "vpcep_sweep_interval_seconds{account=\"prod\",label_team=\"platform\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\"} 60.0");
  }

  @Test
  void aPolicyHasItsLabels() {
    var policy = policy("shop-api", 2);
    policy.getMetadata().setLabels(Map.of("team", "shop"));
    policies.add(policy);

    assertThat(exposition.series("vpcep_acceptance_undecided"))
        .containsExactly(
            "vpcep_acceptance_undecided{label_team=\"shop\",namespace=\"shop\",policy=\"shop-api\"} 2.0");
  }

  @Test
  void tellsHowManyPendingConnectionsNoRuleOfAPolicyMatches() {
    policies.add(policy("new", null));
    policies.add(policy("shop-api", 2));

    exposition.assertType("vpcep_acceptance_undecided", "gauge");
    assertThat(exposition.series("vpcep_acceptance_undecided"))
        .containsExactly("vpcep_acceptance_undecided{namespace=\"shop\",policy=\"shop-api\"} 2.0");
  }

  private static VpcEndpointAcceptancePolicy policy(String name, @Nullable Integer undecided) {
    var policy = new VpcEndpointAcceptancePolicy();
    policy.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName(name).build());
    policy.setStatus(
        VpcEndpointAcceptancePolicyStatusBuilder.builder().undecided(undecided).build());
    return policy;
  }

  @Test
  void tellsHowLongAConnectionWaitsByTheClock() {
    connections.add(
        connection("partner", service("s-1"), "pendingAcceptance", NOON.minusSeconds(90), null));

    exposition.assertType("vpcep_connection_pending_acceptance_seconds", "gauge");
    assertThat(exposition.series("vpcep_connection_pending_acceptance_seconds"))
        .containsExactly(
            "vpcep_connection_pending_acceptance_seconds{name=\"partner\",namespace=\"shop\"} 90.0");
    assertThat(exposition.series("vpcep_connection_acceptance_overdue")).isEmpty();
  }

  @Test
  void doesNotWaitForANegativeTimeWhenTheCloudsClockIsAhead() {
    connections.add(
        connection("partner", service("s-1"), "pendingAcceptance", NOON.plusSeconds(5), null));

    assertThat(exposition.series("vpcep_connection_pending_acceptance_seconds"))
        .containsExactly(
            "vpcep_connection_pending_acceptance_seconds{name=\"partner\",namespace=\"shop\"} 0.0");
  }

  @Test
  void tellsWhatIsOverdue() {
    connections.add(
        connection(
            "partner",
            service("s-1"),
            "pendingAcceptance",
            NOON.minusSeconds(3600),
            condition(Condition.STALLED, "True", "AcceptanceOverdue")));
    connections.add(
        connection(
            "billing",
            service("s-1"),
            "failed",
            null,
            condition(Condition.STALLED, "True", "Failed")));

    exposition.assertType("vpcep_connection_acceptance_overdue", "gauge");
    assertThat(exposition.series("vpcep_connection_acceptance_overdue"))
        .containsExactly(
            "vpcep_connection_acceptance_overdue{name=\"partner\",namespace=\"shop\"} 1.0");
  }

  @Test
  void tellsWhatIsSuspended() {
    connections.add(connection("orders-db", service("s-1"), "accepted", null, null));
    connections.add(suspended(connection("partner", service("s-1"), "failed", null, null)));

    exposition.assertType("vpcep_connection_suspended", "gauge");
    assertThat(exposition.series("vpcep_connection_suspended"))
        .containsExactly("vpcep_connection_suspended{name=\"partner\",namespace=\"shop\"} 1.0");
  }

  @Test
  void hasNoSeriesForWhatWasNeverRead() {
    var fresh = connection("fresh", service("s-1"), null, null, null);
    var bare = connection("bare", service("s-1"), null, null, null);
    bare.setStatus(null);
    connections.addAll(List.of(fresh, bare));
    accounts.add(account("prod", null));

    assertThat(exposition.scrape(Exposition.TEXT)).isEmpty();
  }

  @Test
  void forgetsAResourceWithItsSeries() {
    connections.add(
        connection("partner", service("s-1"), "pendingAcceptance", NOON.minusSeconds(1), null));
    accounts.add(account("prod", condition(Condition.READY, "True", "Authenticated")));
    assertThat(exposition.scrape(Exposition.TEXT)).contains("partner", "vpcep_account_ready");

    connections.clear();
    accounts.clear();

    assertThat(exposition.scrape(Exposition.TEXT)).isEmpty();
  }

  @Test
  void leavesOutTheSeriesOfConnectionsWhereTheyAreTooMany() {
    connections.add(
        connection("partner", service("s-1"), "pendingAcceptance", NOON.minusSeconds(1), null));
    accounts.add(account("prod", condition(Condition.READY, "True", "Authenticated")));
    expose(false);

    assertThat(exposition.scrape(Exposition.TEXT))
        .contains("vpcep_account_ready")
        .doesNotContain("vpcep_connection", "partner");
  }

  @ParameterizedTest
  @CsvSource({"True, Authenticated, 1.0", "False, Unauthorized, 0.0"})
  void tellsWhetherAnAccountCanBeUsed(String status, String reason, String value) {
    accounts.add(account("prod", condition(Condition.READY, status, reason)));

    exposition.assertType("vpcep_account_ready", "gauge");
    assertThat(exposition.series("vpcep_account_ready"))
        .containsExactly("vpcep_account_ready{account=\"prod\",namespace=\"shop\"} " + value);
  }

  @Test
  void saysNothingOfAnAccountThatWasNotVerifiedYet() {
    accounts.add(account("prod", condition(Condition.READY, "Unknown", "NotVerified")));

    assertThat(exposition.series("vpcep_account_ready")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01T00:00:00+18:30", "yesterday", ""})
  void oneStatusThatCannotBeReadCostsItsOwnSeriesOnly(String time) {
    var bad = connection("bad", service("s-1"), "pendingAcceptance", null, null);
    bad.setStatus(ResourceBuilder.aStatus("pendingAcceptance", time, null));
    var bare = connection("bare", service("s-1"), "failed", null, null);
    bare.setSpec(null);
    connections.addAll(
        List.of(
            bad,
            bare,
            connection("good", service("s-1"), "pendingAcceptance", NOON.minusSeconds(9), null)));
    accounts.add(account("prod", condition(Condition.READY, "True", "Authenticated")));

    assertThat(exposition.series("vpcep_connection_pending_acceptance_seconds"))
        .containsExactly(
            "vpcep_connection_pending_acceptance_seconds{name=\"good\",namespace=\"shop\"} 9.0");
    assertThat(errors).hasValue(2);
    assertThat(exposition.series("vpcep_account_ready")).hasSize(1);
    assertThat(exposition.series("vpcep_connection_state")).hasSize(2);
  }

  @Test
  void logsABadObjectOnceUntilItIsMended() {
    var bad = connection("bad", service("s-1"), "pendingAcceptance", null, null);
    bad.setStatus(ResourceBuilder.aStatus("pendingAcceptance", "never", null));
    connections.add(bad);
    try (var log = new CapturedLog(ScrapeErrors.class)) {
      exposition.scrape(Exposition.TEXT);
      exposition.scrape(Exposition.TEXT);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0)).contains("VpcEndpointConnection shop/bad");

      connections.clear();
      exposition.scrape(Exposition.TEXT);
      connections.add(bad);
      exposition.scrape(Exposition.TEXT);

      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void sumsTheStatesThatNoDocumentNames() {
    sources.add(
        new SourceView(
            new SourceKey(ACCOUNT, aService("s-1")),
            Duration.ofMinutes(1),
            1,
            Times.at(NOON),
            null,
            Map.of("accepted", 3, "new-1", 2, "new-2", 5),
            null));

    var labels =
        "{account=\"prod\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\"";
    assertThat(exposition.series("vpcep_source_connections"))
        .containsExactlyInAnyOrder(
            "vpcep_source_connections" + labels + ",state=\"accepted\"} 3.0",
            "vpcep_source_connections" + labels + ",state=\"other\"} 7.0");
  }

  @Test
  void countsWhatASourceLists() {
    sources.add(
        new SourceView(
            new SourceKey(ACCOUNT, aService("s-1")),
            Duration.ofMinutes(1),
            1,
            Times.at(NOON),
            Times.at(NOON.plusMillis(250)),
            Map.of("accepted", 998, "failed", 2),
            null));

    var labels =
        "{account=\"prod\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\"";
    exposition.assertType("vpcep_source_connections", "gauge");
    assertThat(exposition.series("vpcep_source_connections"))
        .containsExactlyInAnyOrder(
            "vpcep_source_connections" + labels + ",state=\"accepted\"} 998.0",
            "vpcep_source_connections" + labels + ",state=\"failed\"} 2.0");
    exposition.assertType("vpcep_sweep_last_success_timestamp_seconds", "gauge");
    assertThat(exposition.series("vpcep_sweep_last_success_timestamp_seconds"))
        .containsExactly(
            "vpcep_sweep_last_success_timestamp_seconds" + labels + "} 1.73573280025E9");
  }

  @Test
  void tellsOfASourceThatWasNeverReadSinceWhenAndHowOftenItShouldBe() {
    sources.add(
        new SourceView(
            new SourceKey(ACCOUNT, aService("s-1")),
            Duration.ofSeconds(90),
            1,
            Times.at(NOON),
            null,
            Map.of(),
            null));

    var labels =
        "{account=\"prod\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\"}";
    exposition.assertType("vpcep_sweep_interval_seconds", "gauge");
    assertThat(exposition.series("vpcep_sweep_interval_seconds"))
        .containsExactly("vpcep_sweep_interval_seconds" + labels + " 90.0");
    exposition.assertType("vpcep_source_watched_since_timestamp_seconds", "gauge");
    assertThat(exposition.series("vpcep_source_watched_since_timestamp_seconds"))
        .containsExactly("vpcep_source_watched_since_timestamp_seconds" + labels + " 1.7357328E9");
    assertThat(exposition.series("vpcep_sweep_last_success_timestamp_seconds")).isEmpty();
    assertThat(exposition.series("vpcep_source_connections")).isEmpty();
  }

  @Test
  void tellsHowLongDueWorkHasWaited() {
    oldestDue.put("sweep", Duration.ofMillis(1500));
    oldestDue.put("reconcile", Duration.ZERO);
    oldestDue.put("tenant-1", Duration.ofSeconds(2));
    oldestDue.put("tenant-2", Duration.ofSeconds(3));

    exposition.assertType("vpcep_work_oldest_due_seconds", "gauge");
    assertThat(exposition.series("vpcep_work_oldest_due_seconds"))
        .containsExactly(
            "vpcep_work_oldest_due_seconds{stage=\"other\"} 3.0",
            "vpcep_work_oldest_due_seconds{stage=\"reconcile\"} 0.0",
            "vpcep_work_oldest_due_seconds{stage=\"sweep\"} 1.5");
  }

  @Test
  void countsThatItCannotTellHowLongWorkHasWaited() {
    oldestDue.put("sweep", Duration.ofMillis(1500));
    oldestDue.put("reconcile", ChronoUnit.FOREVER.getDuration());
    connections.add(connection("orders-db", service("s-1"), "accepted", null, null));

    assertThat(exposition.series("vpcep_work_oldest_due_seconds")).isEmpty();
    assertThat(exposition.series("vpcep_connection_state")).hasSize(1);
    assertThat(errors).hasValue(2);
  }

  @Test
  void escapesWhatACloudMightSay() {
    connections.add(connection("odd", service("s-1"), "half \"way\\\n", null, null));

    assertThat(exposition.series("vpcep_connection_state"))
        .containsExactly(
            "vpcep_connection_state{account=\"prod\",name=\"odd\",namespace=\"shop\",source_id=\"s-1\",source_kind=\"VpcEndpointService\",state=\"half \\\"way\\\\\\n\"} 1.0");
  }

  @Test
  void speaksOpenMetricsToo() {
    connections.add(connection("orders-db", service("s-1"), "accepted", null, null));

    assertThat(exposition.scrape(Exposition.OPEN_METRICS))
        .contains("# TYPE vpcep_connection_state gauge")
        .contains("state=\"accepted\"} 1.0")
        .endsWith("# EOF\n");
  }

  private record Sources(@Nullable SourceRef service, @Nullable SourceRef cluster) {}

  private static Sources service(String id) {
    return new Sources(new SourceRef(id), null);
  }

  private static Sources cluster(String id) {
    return new Sources(null, new SourceRef(id));
  }

  private static Source aService(String id) {
    return new Source(VpcepSource.KIND, id);
  }

  private static VpcEndpointConnection connection(
      String name,
      Sources sources,
      @Nullable String state,
      @Nullable Instant pendingSince,
      @Nullable Condition condition) {
    var resource = new VpcEndpointConnection();
    resource.getMetadata().setNamespace("shop");
    resource.getMetadata().setName(name);
    resource.setSpec(
        new VpcEndpointConnectionSpec(
            new AccountRef("prod"),
            sources.service(),
            sources.cluster(),
            "e-1",
            null,
            null,
            null,
            null));
    resource.setStatus(
        ResourceBuilder.aStatus(
            state,
            pendingSince == null ? null : pendingSince.toString(),
            condition == null ? null : List.of(condition)));
    return resource;
  }

  private static VpcEndpointConnection suspended(VpcEndpointConnection resource) {
    var spec = resource.getSpec();
    resource.setSpec(
        new VpcEndpointConnectionSpec(
            spec.accountRef(),
            spec.vpcEndpointService(),
            spec.cssCluster(),
            spec.endpointID(),
            spec.markerID(),
            spec.pollInterval(),
            spec.pendingAcceptanceTimeout(),
            true));
    return resource;
  }

  private static CloudAccount account(String name, @Nullable Condition condition) {
    var resource = new CloudAccount();
    resource.getMetadata().setNamespace("shop");
    resource.getMetadata().setName(name);
    resource.setStatus(
        new CloudAccountStatus(
            -1L, null, null, null, condition == null ? null : List.of(condition)));
    return resource;
  }

  private static Condition condition(String type, String status, String reason) {
    return new Condition(type, status, 1L, NOON.toString(), reason, "A sentence.");
  }
}
