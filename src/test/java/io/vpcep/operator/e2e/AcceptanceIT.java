package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What acceptance policies do to connections that wait. */
@EndToEnd
class AcceptanceIT {

  private static final SourceRef SERVICE = SourceRef.service("shop");
  private static final String NAME = "shop-api";
  private static final String PARTNER = "5fc973eea581490997e82ea11a1df31f";
  private static final String OFFBOARDED = "6e9dfd51d1124e8d8498dce894923a0d";
  private static final String STRANGER = "7a0c51b2d1124e8d8498dce894923a0d";
  private static final String RULES =
      "accept: [{name: partners, domainIDs: [%s, %s]}], reject: [{name: offboarded, domainIDs: [%s]}]"
          .formatted(PARTNER, OFFBOARDED, OFFBOARDED);
  private static final String ENABLED =
      """
      polling: {defaultInterval: 1s, minInterval: 1s}
      acceptance: {enabled: true}
      """;
  private static final int QUIET_SWEEPS = 4;

  private final OperatorFixture fixture;

  AcceptanceIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void connectionsWait() {
    put("of-partner", PARTNER, "pendingAcceptance");
    put("of-offboarded", OFFBOARDED, "pendingAcceptance");
    put("of-stranger", STRANGER, "pendingAcceptance");
    put("rejected-before", PARTNER, "rejected");
  }

  @Test
  void inDryRunItSaysWhatItWouldDo() throws Exception {
    fixture.applyPolicy(NAME, SERVICE, RULES);
    // When
    fixture.startOperator(ENABLED);
    // Then
    awaitActing("False DryRun");
    await().atMost(SOON).until(() -> decisions().size() == 2);
    assertThat(decisions())
        .containsExactlyInAnyOrder(
            "of-partner Accept partners DryRun", "of-offboarded Reject offboarded DryRun");
    assertThat(policy().getStatus().pending()).isEqualTo(3);
    assertThat(policy().getStatus().undecided()).isEqualTo(1);
    assertThat(fixture.eventReasons(NAME)).containsExactlyInAnyOrder("WouldAccept", "WouldReject");
    assertThat(fixture.get("/metrics"))
        .contains(
            metric("vpcep_acceptance_undecided", "") + " 1.0",
            metric("vpcep_acceptance_decisions_total", "DryRun") + " 1.0");
    awaitQuietSweeps();
    assertThat(actions()).isZero();
    assertThat(fixture.eventReasons(NAME)).hasSize(2);
  }

  @Test
  void enforcedItAcceptsAndRejectsWhatItsRulesNameAndNothingElse() throws Exception {
    fixture.applyPolicy(NAME, SERVICE, "mode: Enforce, " + RULES);
    // When
    fixture.startOperator(ENABLED);
    // Then
    await().atMost(SOON).until(() -> state("of-partner"), "accepted"::equals);
    await().atMost(SOON).until(() -> state("of-offboarded"), "rejected"::equals);
    await().atMost(SOON).until(() -> policy().getStatus().pending(), Integer.valueOf(1)::equals);
    assertThat(decisions())
        .containsExactlyInAnyOrder(
            "of-partner Accept partners Done", "of-offboarded Reject offboarded Done");
    assertThat(acting()).isEqualTo("True Enforcing");
    assertThat(fixture.eventReasons(NAME)).containsExactlyInAnyOrder("Accepted", "Rejected");
    assertThat(fixture.get("/metrics"))
        .contains(
            metric("vpcep_acceptance_decisions_total", "Done") + " 1.0",
            metric("vpcep_acceptance_decisions_total", "Failed") + " 0.0");
    // When
    fixture.stopOperator();
    fixture.startOperator(ENABLED);
    awaitQuietSweeps();
    // Then
    assertThat(actions()).isEqualTo(2);
    assertThat(state("of-stranger")).isEqualTo("pendingAcceptance");
    assertThat(state("rejected-before")).isEqualTo("rejected");
    // When
    fixture.user().resource(policy()).delete();
    // Then
    await().atMost(SOON).until(() -> !fixture.get("/metrics").contains("vpcep_acceptance_"));
    assertThat(actions()).isEqualTo(2);
  }

  @Test
  void withoutTheOperatorsConsentItDoesNothing() throws Exception {
    fixture.applyPolicy(NAME, SERVICE, "mode: Enforce, " + RULES);
    // When
    fixture.startOperator();
    // Then
    awaitActing("False Disabled");
    await().atMost(SOON).until(() -> policy().getStatus().pending(), Integer.valueOf(3)::equals);
    awaitQuietSweeps();
    assertThat(actions()).isZero();
    assertThat(decisions()).isEmpty();
  }

  @Test
  void withoutTheRightToAcceptItStopsAtOnceAndSaysWhatToGrant() throws Exception {
    var action = new Target(Pattern.compile("/connections/action$"), null, null, null);
    fixture.faults().add(Fault.status(403, action));
    fixture.applyPolicy(NAME, SERVICE, "mode: Enforce, limits: {perSweep: 1}, " + RULES);
    // When
    fixture.startOperator(ENABLED);
    // Then
    awaitActing("False Forbidden");
    assertThat(message()).contains("grant vpcep:connections:update");
    awaitQuietSweeps();
    assertThat(actions()).isEqualTo(1);
    assertThat(fixture.eventReasons(NAME)).containsExactly("ActionFailed");
    assertThat(Statuses.condition(policy(), Condition.READY)).isEqualTo("True Listed");
    // When
    fixture.faults().clear();
    fixture.applyPolicy(NAME, SERVICE, "mode: Enforce, minPendingAge: 1s, " + RULES);
    // Then
    await().atMost(SOON).until(() -> state("of-partner"), "accepted"::equals);
    awaitActing("True Enforcing");
  }

  @Test
  void ofADomainItAcceptsNoMoreThanTheRuleAllows() throws Exception {
    put("of-partner-2", PARTNER, "pendingAcceptance");
    put("of-partner-3", PARTNER, "accepted");
    var rules = "accept: [{name: partners, domainIDs: [%s], maxConnectionsPerDomain: 2}]";
    fixture.applyPolicy(NAME, SERVICE, "mode: Enforce, " + rules.formatted(PARTNER));
    // When
    fixture.startOperator(ENABLED);
    // Then
    awaitActing("True LimitReached");
    await().atMost(SOON).until(() -> policy().getStatus().pending(), Integer.valueOf(3)::equals);
    awaitQuietSweeps();
    assertThat(actions()).isEqualTo(1);
    assertThat(List.of(state("of-partner"), state("of-partner-2")))
        .containsExactlyInAnyOrder("accepted", "pendingAcceptance");
    // When
    fixture.world().remove(SERVICE, "of-partner-3");
    // Then
    await().atMost(SOON).until(() -> actions() == 2);
  }

  @Test
  void atAServiceWithoutApprovalItSaysThatNothingWaits() throws Exception {
    var off = ServiceSettings.DEFAULT.withApproval(false);
    fixture.world().putService(SERVICE.id(), off);
    fixture.applyPolicy(NAME, SERVICE, RULES);
    // When
    fixture.startOperator(ENABLED);
    // Then
    await().atMost(SOON).until(() -> message().contains("Approval is switched off at the service"));
  }

  @Test
  void ofTwoPoliciesForOneServiceNoneActs() throws Exception {
    fixture.applyPolicy(NAME, SERVICE, "mode: Enforce, " + RULES);
    fixture.applyPolicy("other", SERVICE, "mode: DryRun");
    // When
    fixture.startOperator(ENABLED);
    // Then
    awaitActing("False Conflict");
    assertThat(message()).contains("other");
    awaitQuietSweeps();
    assertThat(actions()).isZero();
    // When
    fixture.user().resource(fixture.policy("other")).delete();
    // Then
    await().atMost(SOON).until(() -> state("of-partner"), "accepted"::equals);
    awaitActing("True Enforcing");
  }

  private void put(String endpoint, String domain, String state) {
    fixture.world().put(SERVICE, endpoint, each -> each.withDomainId(domain).withStatus(state));
  }

  private String state(String endpoint) {
    return fixture
        .world()
        .connections(SERVICE)
        .flatMap(list -> list.get(endpoint))
        .map(EndpointConnection::status)
        .orElse("");
  }

  /** How often the cloud was asked to accept or reject. */
  private long actions() {
    return fixture.cloud().requests().count(Operation.ACCEPT_OR_REJECT_ENDPOINT);
  }

  private VpcEndpointAcceptancePolicy policy() {
    return fixture.policy(NAME);
  }

  private String acting() {
    return Statuses.condition(policy(), Condition.ACTING);
  }

  private void awaitActing(String value) {
    await().atMost(SOON).until(this::acting, value::equals);
  }

  private String message() {
    return Statuses.message(policy(), Condition.ACTING);
  }

  /** Each decision: endpoint, action, rule, result. */
  private List<String> decisions() {
    var status = policy().getStatus();
    return requireNonNullElse(status.decisions(), List.<DecisionEntry>of()).stream()
        .map(
            entry ->
                "%s %s %s %s"
                    .formatted(entry.endpointID(), entry.action(), entry.rule(), entry.result()))
        .toList();
  }

  /** A series of the policy; of the counter, that of what it accepts. */
  private String metric(String name, String result) {
    var policy = "namespace=\"%s\",policy=\"%s\"".formatted(fixture.namespace(), NAME);
    return result.isEmpty()
        ? "%s{%s}".formatted(name, policy)
        : "%s{action=\"Accept\",mode=\"%s\",%s,result=\"%s\"}"
            .formatted(name, result.equals("DryRun") ? "DryRun" : "Enforce", policy, result);
  }

  /** Waits until the source was read a few times more. */
  private void awaitQuietSweeps() {
    int calls = fixture.calls(SERVICE).count();
    await().atMost(SOON).until(() -> fixture.calls(SERVICE).count() >= calls + QUIET_SWEEPS + 1);
  }
}
