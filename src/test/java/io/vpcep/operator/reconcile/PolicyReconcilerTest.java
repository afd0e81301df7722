package io.vpcep.operator.reconcile;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.action.AcceptanceExecutor;
import io.vpcep.operator.action.AcceptanceExecutor.Edges;
import io.vpcep.operator.action.ActionExecutor;
import io.vpcep.operator.action.ActionReportBook;
import io.vpcep.operator.action.ActionReportBook.Awaited;
import io.vpcep.operator.action.ApprovalReader;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.reconcile.Controllers.Acceptance;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.support.CapturedLog;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.FakeSourceClient;
import io.vpcep.operator.support.InlineExecutor;
import io.vpcep.operator.support.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a policy has done, over a fake cloud and without an API server. */
class PolicyReconcilerTest implements AccountAccess, AcceptanceListener {

  private static final String POLICY =
      """
      {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointAcceptancePolicy",
       "metadata": {"name": "%s", "namespace": "shop", "uid": "%s", "generation": 1},
       "spec": {"accountRef": {"name": "prod"}, "vpcEndpointService": {"id": "service-1"},
                "mode": "%s", "accept": [{"name": "partners", "domainIDs": ["%s"]}]}}
      """;
  private static final String DOMAIN = requireNonNull(aConnection().build().domainId());

  private final FakeClock time = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeSourceClient cloud = new FakeSourceClient();
  private final FakeInformer<VpcEndpointAcceptancePolicy> informer = new FakeInformer<>();
  private final ResourceLister<VpcEndpointAcceptancePolicy> lister = new ResourceLister<>();
  private final ActionReportBook reports = new ActionReportBook();
  private final List<PlannedAction> asked = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final Poller poller =
      new Poller(
          new TaskRuntime(
              new InlineExecutor(),
              time,
              time,
              time,
              () -> 0.5,
              (stage, cause) -> {
                throw new AssertionError(stage, cause);
              }),
          kind -> cloud,
          this,
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          (source, kind, duration, failure) -> {},
          id -> {});
  private final AcceptanceExecutor executor =
      new AcceptanceExecutor(
          new ActionExecutor(kind -> cloud, this, poller, () -> true),
          kind -> cloud,
          new Edges(this, poller, version -> true, () -> true),
          time,
          reports,
          version -> {});
  private final PolicyReconciler reconciler = reconciler(true);

  PolicyReconcilerTest() {
    lister.follow(informer.indexed());
    cloud.holds("service-1", aConnection().of("e-1").in("pendingAcceptance").build());
  }

  private PolicyReconciler reconciler(boolean isEnabled) {
    var approvals = new ApprovalReader(kind -> cloud, this, poller, time, version -> {});
    return new PolicyReconciler(
        poller, POLLING, lister, new Acceptance(isEnabled, reports, approvals, asked::add, this));
  }

  private VpcEndpointAcceptancePolicy policy(String name, String uid) {
    return policy(name, uid, "Enforce");
  }

  private VpcEndpointAcceptancePolicy policy(String name, String uid, String mode) {
    var policy =
        Serialization.unmarshal(
            POLICY.formatted(name, uid, mode, DOMAIN), VpcEndpointAcceptancePolicy.class);
    informer.shows(policy);
    return policy;
  }

  /** Reconciles until nothing is written, as the controller does, with the lists of a minute. */
  private void live(PolicyReconciler by, VpcEndpointAcceptancePolicy policy) {
    by.reconcile(policy, time.read());
    time.pass(Duration.ofMinutes(1));
    reconcile(by, policy);
    reconcile(by, policy);
  }

  private void reconcile(PolicyReconciler by, VpcEndpointAcceptancePolicy policy) {
    var before = policy.getStatus();
    policy.setStatus(by.reconcile(policy, time.read()).status());
    by.written(policy, before);
  }

  @Test
  void asksForWhatTheStatusShowsAndForNothingBefore() {
    var policy = policy("shop-api", "uid-1");
    reconciler.reconcile(policy, time.read());
    time.pass(Duration.ofMinutes(1));

    reconcile(reconciler, policy);
    assertThat(results(policy)).containsExactly("e-1 Started");
    assertThat(asked).isEmpty();
    reconcile(reconciler, policy);

    assertThat(asked).extracting(PlannedAction::number).containsExactly(1L);
  }

  @Test
  void takesOverWhatBecameOfIt() {
    var policy = policy("shop-api", "uid-1");
    live(reconciler, policy);
    asked.forEach(executor::submit);

    reconcile(reconciler, policy);

    assertThat(cloud.actions()).hasSize(1);
    assertThat(results(policy)).containsExactly("e-1 Done");
    assertThat(heard).containsExactly("known shop-api", "shop-api e-1 Done");
  }

  @Test
  void whatEndsWhileItIsDecidedToRequestItIsNotRequestedAgain() {
    var policy = policy("shop-api", "uid-1");
    live(reconciler, policy);
    asked.forEach(executor::submit);

    // The list still shows the connection as pending, and the report was not known yet.
    asked.forEach(executor::submit);

    assertThat(cloud.actions()).hasSize(1);
  }

  @Test
  void whatIsWithdrawnWhileItWaitsForItsTurnIsNotRequested() {
    var policy = policy("shop-api", "uid-1");
    live(reconciler, policy);
    policy("other", "uid-2");
    reconcile(reconciler, policy);

    asked.forEach(executor::submit);

    assertThat(results(policy)).containsExactly("e-1 Withdrawn");
    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void logsWhatItWouldRequestOnce() {
    var policy = policy("shop-api", "uid-1", "DryRun");
    try (var log = new CapturedLog(PolicyReconciler.class)) {
      live(reconciler, policy);
      live(reconciler, policy);

      assertThat(log.structured())
          .containsExactly(
              "recorded a decision [kind=\"VpcEndpointAcceptancePolicy\", namespace=\"shop\", name=\"shop-api\", rule=\"partners\", endpoint=\"e-1\", domain=\"%1$s\", action=\"accept\", result=\"DryRun\", message=\"Domain %1$s matches accept rule partners.\"]"
                  .formatted(DOMAIN));
    }
  }

  @Test
  void logsTheResultOfAnActionOnce() {
    var policy = policy("shop-api", "uid-1");
    try (var log = new CapturedLog(PolicyReconciler.class)) {
      live(reconciler, policy);
      asked.forEach(executor::submit);
      reconcile(reconciler, policy);
      reconcile(reconciler, policy);

      assertThat(log.structured())
          .singleElement()
          .asString()
          .startsWith("recorded a decision [")
          .contains("endpoint=\"e-1\"", "action=\"accept\"", "result=\"Done\"");
    }
  }

  @Test
  void isDisabledWithTheOperator() {
    var policy = policy("shop-api", "uid-1");

    live(reconciler(false), policy);

    assertThat(acting(policy)).isEqualTo("Disabled");
    assertThat(asked).isEmpty();
    assertThat(results(policy)).isEmpty();
  }

  @Test
  void aRivalKeepsItFromActingUntilItIsGone() {
    var policy = policy("shop-api", "uid-1");
    var rival = policy("other", "uid-2");
    assertThat(reconciler.concernedBy(rival, true)).containsExactly("shop-api");
    assertThat(reconciler.concernedBy(rival, false)).isEmpty();

    live(reconciler, policy);
    assertThat(acting(policy)).isEqualTo("Conflict");
    assertThat(asked).isEmpty();
    informer.lacks(rival);
    live(reconciler, policy);

    assertThat(acting(policy)).isEqualTo("Enforcing");
    assertThat(asked).isNotEmpty();
  }

  @Test
  void aPolicyThatIsCreatedAgainBeginsAnew() {
    var policy = policy("shop-api", "uid-1");
    live(reconciler, policy);
    asked.forEach(executor::submit);

    var again = policy("shop-api", "uid-2");
    live(reconciler, again);

    assertThat(results(again)).containsExactly("e-1 Started");
    assertThat(asked).extracting(PlannedAction::number).containsExactly(1L, 1L);
  }

  @Test
  void forgetsAPolicyThatIsGone() {
    var policy = policy("shop-api", "uid-1");
    live(reconciler, policy);

    reconciler.forget("shop", "shop-api");
    asked.forEach(executor::submit);

    assertThat(poller.sources()).isEmpty();
    assertThat(heard).endsWith("forgotten shop-api");
    assertThat(reports.of("uid-1", Set.of(new Awaited(1, "e-1", Verb.ACCEPT)))).isEmpty();
  }

  private static List<String> results(VpcEndpointAcceptancePolicy policy) {
    var decisions = policy.getStatus().decisions();
    return decisions == null
        ? List.of()
        : decisions.stream().map(entry -> entry.endpointID() + " " + entry.result()).toList();
  }

  private static String acting(VpcEndpointAcceptancePolicy policy) {
    return requireNonNull(Condition.find(policy.getStatus().conditions(), Condition.ACTING))
        .reason();
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    return call.with(Sessions.aSession());
  }

  @Override
  public boolean isKnown(AccountKey account) {
    return true;
  }

  @Override
  public void known(String namespace, String policy) {
    heard.add("known " + policy);
  }

  @Override
  public void decided(String namespace, String policy, DecisionEntry decision) {
    heard.add(policy + " " + decision.endpointID() + " " + decision.result());
  }

  @Override
  public void forgotten(String namespace, String policy) {
    heard.add("forgotten " + policy);
  }
}
