package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.ConnectionsSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.provisioning.ConnectionChange;
import io.vpcep.operator.provisioning.ConnectionChange.Delete;
import io.vpcep.operator.provisioning.ConnectionPlan;
import io.vpcep.operator.provisioning.ConnectionPlanner.Listed;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanStateTest {

  private static final ConnectionChange CHANGE = new Delete("shop-a", "uid", "1");
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  private final PlanState state = PlanState.of(service("uid-1", 1), null);
  private MonotonicTime now = new MonotonicTime(0);
  private MonotonicTime readAt = new MonotonicTime(0);

  @Test
  void aServiceIsPlannedOnceAndThenOnlyWhenSomethingIsOther() {
    assertThat(isToBePlanned("")).isTrue();
    plan("", List.of(), false);
    assertThat(isToBePlanned("")).isFalse();
    assertThat(requeueAfter()).isNull();

    assertThat(isToBePlanned("another")).isTrue();

    later(Duration.ofMinutes(25));
    assertThat(isToBePlanned("")).isTrue();
  }

  @Test
  void whoTouchesResourcesForEverHasThemReadLessAndLessOften() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      plan("", List.of(), false);
      state.touch();
      assertThat(isToBePlanned("")).isFalse();
      assertThat(requeueAfter()).isEqualTo(Duration.ofSeconds(seconds));
      later(Duration.ofSeconds(seconds));
      assertThat(isToBePlanned("")).isTrue();
    }
  }

  @Test
  void afterChangesAreMadeItIsPlannedAgainAtOnce() {
    plan("", List.of(CHANGE), true);

    assertThat(isToBePlanned("")).isTrue();
  }

  @Test
  void changesThatWaitArePlannedAgainWhenTheirPauseIsOver() {
    plan("", List.of(CHANGE), false);

    assertThat(isToBePlanned("", Duration.ofSeconds(4))).isFalse();
    assertThat(state.requeueAfter(Duration.ofSeconds(4), now)).isEqualTo(Duration.ofSeconds(4));
    assertThat(isToBePlanned("")).isTrue();
  }

  @Test
  void anApiServerThatDoesNotTellIsAskedLessAndLessOftenWhateverIsDue() {
    plan("", List.of(), false, Map.of("uid", now.plus(Duration.ofSeconds(1))));
    later(Duration.ofSeconds(1));
    read();
    for (int seconds : new int[] {1, 2, 4}) {
      assertThat(isToBePlanned("")).isTrue();
      state.begin(inputs(""), readAt, now);
      state.failed(now);
      assertThat(isToBePlanned("another")).isFalse();
      assertThat(requeueAfter()).isEqualTo(Duration.ofSeconds(seconds));
      later(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void whatIsDueForDeletionWaitsForAListThatWasReadSince() {
    plan("", List.of(), false, Map.of("uid", now.plus(A_WHILE)));
    assertThat(requeueAfter()).isEqualTo(A_WHILE);

    later(A_WHILE);
    assertThat(isToBePlanned("")).isFalse();
    assertThat(requeueAfter()).isNull();

    read();
    assertThat(isToBePlanned("")).isTrue();
  }

  @Test
  void aServiceThatIsAnotherOrAsksForSomethingElseIsPlannedAnew() {
    plan("", List.of(), false);

    assertThat(PlanState.of(service("uid-1", 1), state)).isSameAs(state);
    assertThat(PlanState.of(service("uid-1", 2), state)).isNotSameAs(state);
    assertThat(PlanState.of(service("uid-2", 1), state)).isNotSameAs(state);
  }

  private boolean isToBePlanned(String older) {
    return isToBePlanned(older, Duration.ZERO);
  }

  private boolean isToBePlanned(String older, Duration pause) {
    return state.isToBePlanned(inputs(older), readAt, pause, now);
  }

  private void plan(String older, List<ConnectionChange> changes, boolean isMaking) {
    plan(older, changes, isMaking, Map.of());
  }

  private void plan(
      String older,
      List<ConnectionChange> changes,
      boolean isMaking,
      Map<String, MonotonicTime> deletions) {
    state.begin(inputs(older), readAt, now);
    state.planned(
        new ConnectionPlan(changes, null, true, changes.isEmpty(), Set.of(), deletions),
        isMaking,
        now);
  }

  private @Nullable Duration requeueAfter() {
    return state.requeueAfter(Duration.ZERO, now);
  }

  private static PlanInputs inputs(String older) {
    return PlanInputs.of(
        older,
        new Listed(new SourceListing(Map.of(), 0, null), new MonotonicTime(0), true),
        List.of());
  }

  private void later(Duration duration) {
    now = now.plus(duration);
  }

  private void read() {
    readAt = now;
  }

  private static VpcEndpointService service(String uid, long generation) {
    var service = new VpcEndpointService();
    service.setSpec(
        new VpcEndpointServiceSpec(
            new AccountRef("prod"),
            new SourceRef("service-1"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new ConnectionsSpec("shop-", null, null, null)));
    service.setMetadata(new ObjectMetaBuilder().withUid(uid).withGeneration(generation).build());
    return service;
  }
}
