package io.vpcep.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a policy remembers and waits for, whatever the cloud does. */
class AcceptanceLimitsTest {

  private static final String PARTNER = "5fc973eea0d44d41b58a8cdd0ef0d5a1";
  private static final String ENFORCE =
      "mode: Enforce, limits: {perSweep: 20, perHour: 1000}, accept: [{name: partners, domainIDs: ["
          + PARTNER
          + "]}]";
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
