package io.vpcep.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much a policy remembers and waits for, whatever the cloud does. */
class AcceptanceLimitsTest {

  private static final String PARTNER = "5fc973eea0d44d41b58a8cdd0ef0d5a1";
  private static final String ENFORCE =
      "mode: Enforce, limits: {perSweep: 20, perHour: 1000}, accept: [{name: partners, domainIDs: ["
          + PARTNER
          + "]}]";
  private static final String ONE_OF_THE_DOMAIN =
      "mode: Enforce, accept: [{name: p, maxConnectionsPerDomain: 1, domainIDs: [%s]}]"
          .formatted(PARTNER);
  private static final String ONLY_THE_OTHER =
      "mode: Enforce, accept: [{name: o, maxConnectionsPerDomain: 1, endpoints: [{id: e-001, domainID: %s}]}]"
          .formatted(PARTNER);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PolicyFixture policy = new PolicyFixture(ENFORCE);

  @Test
  void theLastTwentyDecisionsAreShownWhenTheirConnectionsAreNotPending() {
    connectionsWait(25);
    sweepAndReportAll(Result.DONE);
    sweepAndReportAll(Result.DONE);

    policy.connections().keySet().forEach(id -> policy.has(id, PARTNER, "accepted"));
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.entries())
        .extracting(DecisionEntry::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(6, 25).mapToObj(Long::valueOf).toList());
  }

  @Test
  void nothingMoreIsDecidedWhenNothingComesOfHundredDecisions() {
    connectionsWait(101);

    for (int sweep = 0; sweep < 7; sweep++) {
      sweepAndReportAll(Result.DONE);
    }

    assertThat(policy.entries()).hasSize(100);
    assertThat(policy.acting()).isEqualTo("LimitReached");
    assertThat(policy.message()).contains("100 earlier decisions");
  }

  @Test
  void theCloudIsNotLeftAloneForLongerThanTenMinutes() {
    connectionsWait(1);
    policy.sweepAndLive();
    policy.report(1, new ActionReport(Result.BACK_OFF, "Busy.", Duration.ofDays(1))).live();

    policy.later(Duration.ofMinutes(9)).sweepAndLive();
    assertThat(policy.requested()).isEmpty();
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "OUR_FAULT", "IN_TRANSITION", "WITHDRAWN"})
  void whatMayHaveBeenAcceptedCountsUntilAListThatWasBegunAfterwards(Result result) {
    policy.edit(ONE_OF_THE_DOMAIN);
    connectionsWait(2);
    policy.sweepAndLive();
    assertThat(policy.requested()).containsExactly("1 accept e-000");

    policy.report(1, result).live();
    policy.edit(ONLY_THE_OTHER).live();
    assertThat(policy.entries()).as("on the same list").hasSize(1);
    policy.later(MINUTE).sweepAndLive();
    assertThat(policy.entries()).as("on one that may have been begun before").hasSize(1);
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-001");
  }

  @Test
  void whatWasWithdrawnMayHaveBeenAccepted() {
    policy.edit(ONE_OF_THE_DOMAIN);
    connectionsWait(2);
    policy.sweepAndLive();

    policy.edit(ONLY_THE_OTHER).live();

    assertThat(policy.decisions()).containsExactly("e-000 Accept p Withdrawn");
  }

  @Test
  void noMoreIsDoneInAnHourWhenTheClockIsSetBack() {
    var halfAnHour = Duration.ofMinutes(30);
    policy.edit(ENFORCE.replace("1000", "40"));
    connectionsWait(90);
    acceptSome(20);
    policy.later(halfAnHour).setClock(halfAnHour.negated());
    acceptSome(20);

    policy.later(Duration.ofMinutes(31));
    acceptSome(0);
    policy.later(halfAnHour);

    acceptSome(20);
  }

  private void acceptSome(int count) {
    policy.sweepAndLive();
    assertThat(policy.requested()).hasSize(count);
    for (var entry : policy.entries()) {
      policy.report(entry.number(), Result.DONE).has(entry.endpointID(), PARTNER, "accepted");
    }
    policy.live();
  }

  @Test
  void aPauseDoesNotEndWhenTheClockIsSetWhileNothingCanBeListed() {
    connectionsWait(1);
    policy.sweepAndLive();
    policy.report(1, Result.FORBIDDEN).live();
    policy.failing(Reason.CLOUD_UNAVAILABLE).later(MINUTE).live();

    policy.setClock(Duration.ofHours(1)).later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_SENT", "WITHDRAWN"})
  void whatWasNotSentDoesNotCountInTheHour(Result result) {
    policy.edit(ENFORCE.replace("1000", "2"));
    connectionsWait(3);
    policy.sweepAndLive();
    policy.report(1, result).report(2, result).live();

    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).hasSize(2);
    policy.report(3, result).report(4, Result.FAILED).live();
    policy.later(MINUTE).restart().sweepAndLive();
    assertThat(policy.requested()).hasSize(1);
  }

  private void connectionsWait(int count) {
    IntStream.range(0, count)
        .forEach(i -> policy.has("e-%03d".formatted(i), PARTNER, "pendingAcceptance"));
  }

  private void sweepAndReportAll(Result result) {
    policy.sweepAndLive();
    policy.entries().forEach(entry -> policy.report(entry.number(), result));
    policy.live();
    policy.later(MINUTE);
  }
}
