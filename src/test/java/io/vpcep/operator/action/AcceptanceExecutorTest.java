package io.vpcep.operator.action;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.action.ActionReportBook.Awaited;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.SourceGate;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.FakeSourceClient;
import io.vpcep.operator.support.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided is requested once, if policy and connection still are as they were. */
class AcceptanceExecutorTest implements AccountAccess, SourceGate {

  private static final SourceKey SERVICE =
      new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "service-1"));
  private static final CloudAction ACCEPT = new CloudAction(SERVICE, "endpoint-1", Verb.ACCEPT);
  private static final PolicyVersion VERSION = new PolicyVersion("shop", "shop-api", "uid-1", 3);

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeSourceClient cloud = new FakeSourceClient();
  private final List<Runnable> queued = new ArrayList<>();
  private final ActionReportBook reports = new ActionReportBook();
  private final List<PolicyVersion> news = new ArrayList<>();
  private PolicyReader policies = VERSION::equals;
  private boolean isEnabled = true;
  private boolean leads = true;
  private boolean isClosed = true;
  private Duration waits = Duration.ZERO;

  private final AcceptanceExecutor executor =
      new AcceptanceExecutor(
          new ActionExecutor(kind -> cloud, this, this, () -> leads),
          kind -> cloud,
          new AcceptanceExecutor.Edges(
              this, this, version -> policies.isPresent(version), () -> isEnabled),
          clock,
          reports,
          news::add);

  AcceptanceExecutorTest() {
    lists("pendingAcceptance");
    reports.of("uid-1", Set.of());
    reports.want("uid-1", List.of(planned()));
  }

  private List<String> reported() {
    return reports.of("uid-1", Set.of(Awaited.of(planned()))).entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().result())
        .toList();
  }

  private void lists(String state) {
    cloud.holds("service-1", aConnection().of("endpoint-1").in(state).build());
  }

  private Result result(PlannedAction planned) {
    return requireNonNull(executor.execute(planned)).result();
  }

  private PlannedAction planned() {
    var connection = aConnection().of("endpoint-1").build();
    return new PlannedAction(
        ACCEPT, 7, "partners", connection.domainId(), connection.markerId(), VERSION);
  }

  @Test
  void readsTheConnectionAndThenAcceptsIt() {
    assertThat(executor.execute(planned())).isEqualTo(new ActionReport(Result.DONE, ""));

    assertThat(cloud.calls()).containsExactly(ListQuery.ofEndpoint("endpoint-1"));
    assertThat(cloud.actions()).containsExactly(ACCEPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"creating", "accepted", "rejected", "failed", "deleting", "odd"})
  void requestsNothingForAConnectionThatIsNotPendingAnyMore(String state) {
    lists(state);

    assertThat(result(planned())).isEqualTo(Result.WITHDRAWN);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void requestsNothingForAnEndpointThatIsGone() {
    cloud.remove("service-1", "endpoint-1");

    assertThat(result(planned())).isEqualTo(Result.GONE);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void requestsNothingByAListThatLacksTheConnectionAndWasNotFiltered() {
    cloud.ignoresFilters();
    cloud.holds("service-1", aConnection().of("endpoint-2").build());

    assertThat(result(planned())).isEqualTo(Result.FAILED);

    assertThat(cloud.actions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"another-domain,", ",9"})
  void requestsNothingForAnotherDomainOrMarker(@Nullable String domainId, @Nullable Long marker) {
    var same = planned();
    var other =
        new PlannedAction(
            ACCEPT,
            7,
            "partners",
            domainId == null ? same.domainId() : domainId,
            marker == null ? same.markerId() : marker,
            VERSION);

    reports.want("uid-1", List.of(other));

    assertThat(result(other)).isEqualTo(Result.WITHDRAWN);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void requestsNothingThatThePresentPolicyMayNotAskFor() {
    policies = version -> false;

    assertThat(result(planned())).isEqualTo(Result.WITHDRAWN);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void whatThePolicyAsksForNoLongerIsDroppedBeforeAnythingIsRead() {
    executor.submit(planned());
    reports.want("uid-1", List.of());

    queued.get(0).run();

    assertThat(cloud.calls()).isEmpty();
    assertThat(reported()).isEmpty();
    assertThat(news).containsExactly(VERSION);
  }

  @Test
  void whatThePolicyAsksForNoLongerIsDroppedJustBeforeTheRequest() {
    cloud.afterEachCall(query -> reports.want("uid-1", List.of()));

    assertThat(executor.execute(planned())).isNull();

    assertThat(cloud.calls()).isNotEmpty();
    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void whatWasDroppedMayBeAskedForAgain() {
    executor.submit(planned());
    reports.want("uid-1", List.of());
    queued.remove(0).run();

    reports.want("uid-1", List.of(planned()));
    executor.submit(planned());
    queued.remove(0).run();

    assertThat(reported()).containsExactly("7 DONE");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "OUR_FAULT", "FORBIDDEN", "SOURCE_NOT_FOUND"})
  void afterAFailureThePolicyDecidesFirstWhetherItGoesOn(Result failure) {
    executor.submit(planned());
    reports.add(numbered(6), new ActionReport(failure, "why"));

    queued.get(0).run();

    assertThat(cloud.actions()).isEmpty();
  }

  private PlannedAction numbered(long number) {
    var same = planned();
    return new PlannedAction(
        ACCEPT, number, same.rule(), same.domainId(), same.markerId(), VERSION);
  }

  @Test
  void requestsNothingWhileTheApiServerDoesNotTell() {
    policies =
        version -> {
          throw new IllegalStateException("connection refused");
        };

    assertThat(result(planned())).isEqualTo(Result.NOT_SENT);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void callsNobodyWhileAcceptanceIsDisabled() {
    isEnabled = false;

    assertThat(result(planned())).isEqualTo(Result.WITHDRAWN);

    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void callsNobodyWhileTheApiDoesNotRespond() {
    isClosed = false;

    assertThat(result(planned())).isEqualTo(Result.NOT_SENT);

    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void requestsNothingOnceAnotherReplicaMayLead() {
    cloud.afterEachCall(query -> leads = false);

    assertThat(result(planned())).isEqualTo(Result.NOT_SENT);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void requestsNothingByALookThatIsOldBecauseTheCallHadToWait() {
    waits = AcceptanceExecutor.FRESH;

    assertThat(result(planned())).isEqualTo(Result.NOT_SENT);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void requestsNothingByALookThatIsOldBecauseItsResponseTookLong() {
    cloud.afterEachCall(query -> clock.pass(AcceptanceExecutor.FRESH));

    assertThat(result(planned())).isEqualTo(Result.NOT_SENT);

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void saysWhyTheConnectionCouldNotBeRead() {
    cloud.failsLookUps(new CloudFailure(Reason.CLOUD_UNAVAILABLE, "502"));

    assertThat(executor.execute(planned()))
        .isEqualTo(new ActionReport(Result.NOT_SENT, "502", null));

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void whatIsAskedForAgainMeanwhileIsRequestedOnceAndReportedOnce() {
    executor.submit(planned());
    executor.submit(planned());

    List.copyOf(queued).forEach(Runnable::run);

    assertThat(cloud.actions()).containsExactly(ACCEPT);
    assertThat(reported()).containsExactly("7 DONE");
    assertThat(news).containsExactly(VERSION);
  }

  @Test
  void whatHasEndedMeanwhileIsNotRequestedAgain() {
    executor.submit(planned());
    queued.remove(0).run();

    executor.submit(planned());

    assertThat(queued).isEmpty();
    // When
    reports.of("uid-1", Set.of());
    executor.submit(planned());

    assertThat(queued).hasSize(1);
  }

  @Test
  void aSourceThatDoesNotRespondLeavesRoomForOthers() {
    IntStream.range(0, 100).forEach(i -> executor.submit(at("service-1", "endpoint-" + i)));
    assertThat(queued).hasSize(20);

    executor.submit(at("service-2", "endpoint-1"));

    assertThat(queued).hasSize(21);
  }

  private static PlannedAction at(String service, String endpoint) {
    var source = new SourceKey(SERVICE.account(), new Source(VpcepSource.KIND, service));
    return new PlannedAction(
        new CloudAction(source, endpoint, Verb.ACCEPT), 7, "partners", "domain", 1L, VERSION);
  }

  @Test
  void aFaultOfOurOwnIsReported() {
    cloud.breaksWith(new IllegalStateException("bug"));
    executor.submit(planned());

    queued.get(0).run();

    assertThat(reported()).containsExactly("7 OUR_FAULT");
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    clock.pass(waits);
    return call.with(Sessions.aSession());
  }

  @Override
  public boolean isKnown(AccountKey account) {
    return true;
  }

  @Override
  public void execute(SourceKey source, Runnable task) {
    queued.add(task);
  }

  @Override
  public boolean admits(SourceKey source) {
    return isClosed;
  }

  @Override
  public void acted(SourceKey source, @Nullable CloudFailure failure) {
    // The executor's own test covers it.
  }
}
