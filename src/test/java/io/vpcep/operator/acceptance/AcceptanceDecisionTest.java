package io.vpcep.operator.acceptance;

import static io.vpcep.operator.acceptance.PolicyFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a policy does, and what keeps it from that. */
class AcceptanceDecisionTest {

  private static final String PARTNER = "5fc973eea0d44d41b58a8cdd0ef0d5a1";
  private static final String OTHER = "6e9dfd51d1124e8d8498dce894923a0d";
  private static final String PARTNERS = "accept: [{name: partners, domainIDs: [" + PARTNER + "]}]";
  private static final String ENFORCE = "mode: Enforce, " + PARTNERS;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void acceptsWhatARuleMatchesOnceTheStatusShowsIt() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");

    policy.sweep().live();

    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Started");
    assertThat(policy.requested()).isEmpty();
    assertThat(policy.live().decision().eventSequence()).isEmpty();
    assertThat(policy.requested()).containsExactly("1 accept e-1");

    policy.report(1, Result.DONE).live();

    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Done");
    assertThat(policy.requested()).isEmpty();
    assertThat(policy.events())
        .containsExactly(
            "Accepted: Accepted endpoint e-1 of domain %s (rule partners).".formatted(PARTNER));
    assertThat(policy.entries().get(0).message())
        .isEqualTo(
            "Domain %s matches accept rule partners. The cloud accepted the request."
                .formatted(PARTNER));
    assertThat(policy.acting()).isEqualTo("Enforcing");
  }

  @Test
  void doesNotActTwiceWhileTheListIsBehind() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");
    policy.sweepAndLive();
    policy.report(1, Result.DONE).live();

    policy.later(MINUTE).sweepAndLive();
    policy.restart().later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).isEmpty();
    assertThat(policy.decisions()).hasSize(1);
  }

  @Test
  void saysInDryRunWhatItWouldDoAndDoesNothing() {
    var policy =
        new PolicyFixture(PARTNERS + ", reject: [{name: gone, domainIDs: [" + OTHER + "]}]")
            .has("e-1", PARTNER, "pendingAcceptance")
            .has("e-2", OTHER, "pendingAcceptance");

    policy.sweepAndLive();
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.acting()).isEqualTo("DryRun");
    assertThat(policy.requested()).isEmpty();
    assertThat(policy.decisions())
        .containsExactly("e-1 Accept partners DryRun", "e-2 Reject gone DryRun");
    assertThat(policy.reasons()).containsExactly("WouldAccept", "WouldReject");
  }

  @Test
  void saysAnewWhatDryRunWouldDoWhenTheRulesAreChanged() {
    var policy = new PolicyFixture(PARTNERS).has("e-1", PARTNER, "pendingAcceptance");
    policy.sweepAndLive();

    policy.edit("reject: [{name: gone, domainIDs: [" + PARTNER + "]}]").later(MINUTE);
    policy.sweepAndLive();

    assertThat(policy.decisions())
        .containsExactly("e-1 Accept partners DryRun", "e-1 Reject gone DryRun");
    assertThat(policy.reasons()).containsExactly("WouldAccept", "WouldReject");
    assertThat(policy.entries().get(0).standsOpen()).isFalse();
  }

  @Test
  void dryRunSaysTheSameWhetherOrNotTheListIsWhole() {
    var policy =
        new PolicyFixture(
                "accept: [{name: few, domainIDs: ["
                    + PARTNER
                    + "], maxConnectionsPerDomain: 1}, {name: all, domainIDs: ["
                    + PARTNER
                    + "]}]")
            .has("e-1", PARTNER, "pendingAcceptance");
    policy.whole(true).sweepAndLive();

    policy.whole(false).later(MINUTE).sweepAndLive();
    policy.whole(true).later(MINUTE).sweepAndLive();

    assertThat(policy.decisions()).containsExactly("e-1 Accept few DryRun");
  }

  @Test
  void decidesNothingOnceItIsDeleted() {
    var policy = new PolicyFixture(ENFORCE).deleted();

    policy.has("e-1", PARTNER, "pendingAcceptance").sweepAndLive();

    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.requested()).isEmpty();
  }

  @Test
  void dryRunHidesNothingThatNoRuleMatchesAnyMore() {
    var policy = new PolicyFixture(PARTNERS).has("e-1", PARTNER, "pendingAcceptance");
    policy.sweepAndLive();

    policy.edit("accept: []").live();

    assertThat(policy.status().undecided()).isEqualTo(1);
  }

  @Test
  void dryRunKeepsTheOldestWithinALimitThatIsLowered() {
    var limited = "accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: %d}]";
    var policy =
        new PolicyFixture(limited.formatted(PARTNER, 2))
            .has("e-1", PARTNER, "pendingAcceptance", NOON.minusSeconds(1))
            .has("e-2", PARTNER, "pendingAcceptance");
    policy.sweepAndLive();
    assertThat(policy.reasons()).hasSize(2);

    policy.edit(limited.formatted(PARTNER, 1)).whole(false).later(MINUTE).sweepAndLive();

    assertThat(policy.entries())
        .extracting(entry -> entry.standsOpen())
        .containsExactly(true, false);
    assertThat(policy.status().waiting()).isEqualTo(1);
    assertThat(policy.reasons()).hasSize(2);
  }

  @Test
  void dryRunSaysThatItHasReachedItsLimit() {
    var policy = new PolicyFixture(PARTNERS + ", limits: {perSweep: 200}");
    IntStream.range(0, 103)
        .forEach(i -> policy.has("e-%03d".formatted(i), PARTNER, "pendingAcceptance"));

    policy.sweepAndLive();

    assertThat(policy.acting()).isEqualTo("LimitReached");
    assertThat(policy.message())
        .isEqualTo(
            "Nothing is accepted or rejected: spec.mode is DryRun. Some connections that match a"
                + " rule are waiting: 3 for 100 earlier decisions whose connections are still pending.");
  }

  @Test
  void doesWhatDryRunSaidOnceItIsEnforced() {
    var policy = new PolicyFixture(PARTNERS).has("e-1", PARTNER, "pendingAcceptance");
    policy.sweepAndLive();

    policy.edit(ENFORCE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-1");
  }

  @Test
  void rejectsWhatBothListsMatch() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: all, domainIDs: [%s]}], reject: [{name: gone, domainIDs: [%s]}]"
                    .formatted(OTHER, OTHER))
            .has("e-1", OTHER, "pendingAcceptance");

    policy.sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 reject e-1");
  }

  @Test
  void leavesAloneWhatNoRuleMatches() {
    var policy =
        new PolicyFixture(ENFORCE)
            .has("e-1", OTHER, "pendingAcceptance")
            .has("e-2", null, "pendingAcceptance", NOON);

    policy.sweepAndLive();

    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.status().undecided()).isEqualTo(2);
  }

  @Test
  void leavesAloneWhatIsNotPending() {
    var policy = new PolicyFixture(ENFORCE);
    var states = new String[] {"creating", "accepted", "rejected", "failed", "deleting", "odd"};
    for (var state : states) {
      policy.has("e-" + state, PARTNER, state);
    }

    policy.sweepAndLive();

    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.status().pending()).isZero();
  }

  @Test
  void anApprovalOfOneEndpointHoldsForItsDomainOnly() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: ticket, endpoints: [{id: e-1, domainID: %s}, {id: e-2, domainID: %s}]}]"
                    .formatted(PARTNER, PARTNER))
            .has("e-1", PARTNER, "pendingAcceptance")
            .has("e-2", OTHER, "pendingAcceptance");

    policy.sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
    assertThat(policy.status().undecided()).isEqualTo(1);
  }

  @Test
  void letsAPersonBeFaster() {
    var policy =
        new PolicyFixture(ENFORCE + ", minPendingAge: 10m")
            .has("e-1", PARTNER, "pendingAcceptance");
    policy.later(Duration.ofMinutes(4)).sweep();

    assertThat(policy.live().decision().requeueAfter()).isEqualTo(Duration.ofMinutes(6));
    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.status().waiting()).isEqualTo(1);

    policy.later(Duration.ofMinutes(6)).sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
  }

  @Test
  void anUndatedConnectionIsAsOldAsItsFirstSight() {
    var policy =
        new PolicyFixture(ENFORCE + ", minPendingAge: 10m")
            .has("e-1", PARTNER, "pendingAcceptance", null);
    policy.sweepAndLive();

    policy.later(Duration.ofMinutes(9)).sweepAndLive();
    assertThat(policy.requested()).isEmpty();
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
  }

  @Test
  void acceptsNoMoreOfADomainThanTheRuleSays() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: 3}]"
                    .formatted(PARTNER))
            .has("e-0", PARTNER, "accepted")
            .has("e-r", PARTNER, "rejected")
            .has("e-f", PARTNER, "failed")
            .has("e-1", PARTNER, "pendingAcceptance", NOON.minusSeconds(3))
            .has("e-2", PARTNER, "pendingAcceptance", NOON.minusSeconds(2))
            .has("e-3", PARTNER, "pendingAcceptance", NOON.minusSeconds(1));

    policy.sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1", "2 accept e-2");
    assertThat(policy.acting()).isEqualTo("LimitReached");
    assertThat(policy.message())
        .isEqualTo(
            "Some connections that match a rule are waiting: 1 for maxConnectionsPerDomain.");
  }

  @Test
  void anApprovalOfOneIsNotHeldUpByTheLimitOfItsDomain() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: 1}, {name: ticket, endpoints: [{id: e-1, domainID: %s}]}]"
                    .formatted(PARTNER, PARTNER))
            .has("e-0", PARTNER, "accepted")
            .has("e-1", PARTNER, "pendingAcceptance");

    policy.sweepAndLive();

    assertThat(policy.decisions()).containsExactly("e-1 Accept ticket Started");
  }

  @Test
  void doesNotCountADomainByAListThatMayLackSomething() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: 3}]"
                    .formatted(PARTNER))
            .has("e-1", PARTNER, "pendingAcceptance");

    assertThat(policy.whole(false).sweepAndLive().memory().needsWholeList()).isTrue();
    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.acting()).isEqualTo("Enforcing");
    policy.whole(true).unreadable(1).later(MINUTE).sweepAndLive();
    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.consider().memory().needsWholeList()).as("another one").isFalse();
    assertThat(policy.acting()).isEqualTo("StaleData");
    policy.unreadable(0).later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
    assertThat(policy.consider().memory().needsWholeList()).isFalse();
  }

  @Test
  void aDomainThatIsSeenToHaveEnoughNeedsNoWholeList() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: 1}]"
                    .formatted(PARTNER))
            .has("e-0", PARTNER, "accepted")
            .has("e-1", PARTNER, "pendingAcceptance");

    assertThat(policy.whole(false).sweepAndLive().memory().needsWholeList()).isFalse();

    assertThat(policy.acting()).isEqualTo("LimitReached");
  }

  @Test
  void aPolicyThatDoesNotActNeedsNoWholeList() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: 1}]"
                    .formatted(PARTNER))
            .has("e-1", PARTNER, "pendingAcceptance")
            .enabled(false);

    assertThat(policy.whole(false).sweepAndLive().memory().needsWholeList()).isFalse();
  }

  @Test
  void whatIsUnderWayWaitsForAWholeListToo() {
    var policy =
        new PolicyFixture(
                "mode: Enforce, accept: [{name: p, domainIDs: [%s], maxConnectionsPerDomain: 1}]"
                    .formatted(PARTNER))
            .has("e-1", PARTNER, "pendingAcceptance");
    policy.sweep().live();

    assertThat(policy.whole(false).sweepAndLive().memory().needsWholeList()).isTrue();

    assertThat(policy.requested()).isEmpty();
  }

  @Test
  void acceptsHundredPendingConnectionsFiveASweepAndFiftyAnHour() {
    var policy = new PolicyFixture(ENFORCE + ", limits: {perSweep: 5, perHour: 50}");
    IntStream.range(0, 100)
        .forEach(i -> policy.has("e-%02d".formatted(i), PARTNER, "pendingAcceptance"));
    int sent = 0;
    for (int sweep = 0; sweep < 59; sweep++) {
      policy.sweepAndLive();
      assertThat(policy.requested()).hasSizeLessThanOrEqualTo(5);
      sent += policy.requested().size();
      accept(policy);
      policy.later(MINUTE);
    }
    assertThat(sent).isEqualTo(50);
    assertThat(policy.acting()).isEqualTo("LimitReached");
    assertThat(policy.message())
        .isEqualTo("Some connections that match a rule are waiting: 50 for limits.perHour (50).");
    assertThat(policy.status().waiting()).isEqualTo(50);

    policy.restart().later(Duration.ofMinutes(2)).sweepAndLive();

    assertThat(policy.requested()).hasSize(5);
  }

  private static void accept(PolicyFixture policy) {
    for (var entry : policy.entries()) {
      if (entry.standsOpen()) {
        policy.report(entry.number(), Result.DONE);
        policy.has(entry.endpointID(), PARTNER, "accepted");
      }
    }
  }

  @Test
  void aDecisionThatWasNotWrittenIsMadeAgainAndCountsOnce() {
    var policy =
        new PolicyFixture(ENFORCE + ", limits: {perSweep: 1, perHour: 1}")
            .has("e-1", PARTNER, "pendingAcceptance");
    policy.sweep().liveUnwritten();

    policy.live();
    policy.live();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
  }

  @Test
  void doesNothingWhileAcceptanceIsDisabled() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");

    policy.enabled(false).sweepAndLive();

    assertThat(policy.acting()).isEqualTo("Disabled");
    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.status().waiting()).isEqualTo(1);
  }

  @Test
  void withdrawsWhatItHasNotRequestedWhenAcceptanceIsDisabled() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");
    policy.sweep().live();

    policy.enabled(false).live();

    assertThat(policy.requested()).isEmpty();
    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Withdrawn");
  }

  @Test
  void twoPoliciesForOneServiceDoNothing() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");

    policy.rivals("b", "a").sweepAndLive();

    assertThat(policy.acting()).isEqualTo("Conflict");
    assertThat(policy.message()).contains("this one, a, b.");
    assertThat(policy.decisions()).isEmpty();
  }

  @Test
  void doesNothingByAListThatIsOld() {
    var policy = new PolicyFixture(ENFORCE);
    policy.sweepAndLive();
    policy.has("e-1", PARTNER, "pendingAcceptance").sweep();

    policy.failing(Reason.CLOUD_UNAVAILABLE).live();
    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.acting()).as("after one failed poll").isEqualTo("Enforcing");
    policy.later(Duration.ofMinutes(11)).live();

    assertThat(policy.decisions()).isEmpty();
    assertThat(policy.acting()).isEqualTo("StaleData");
  }

  @Test
  void doesNothingByAListThatNobodyHasReadForLong() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");

    policy.sweep().later(Duration.ofMinutes(3)).live();

    assertThat(policy.decisions()).isEmpty();
  }

  @Test
  void actsAlthoughSomethingInTheListCannotBeUnderstood() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance").unreadable(1);

    policy.sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
  }

  @Test
  void requestsNothingThatTheChangedPolicyDoesNotAskFor() {
    var policy = new PolicyFixture(ENFORCE).has("e-1", PARTNER, "pendingAcceptance");
    policy.sweep().live();

    policy.edit("mode: Enforce, reject: [{name: gone, domainIDs: [" + PARTNER + "]}]").live();

    assertThat(policy.requested()).isEmpty();
    assertThat(policy.decisions()).contains("e-1 Accept partners Withdrawn");
  }

  @Test
  void namesRulesThatHaveNoEffect() {
    var policy =
        new PolicyFixture(
            "accept: [{name: a, domainIDs: [%s, %s]}, {name: b, domainIDs: [%s]}, {name: c, domainIDs: [partner]}], reject: [{name: r, domainIDs: [%s]}]"
                .formatted(PARTNER, OTHER, PARTNER, OTHER));

    policy.sweepAndLive();

    assertThat(policy.status().ruleProblems())
        .extracting(problem -> problem.rule() + ": " + problem.message())
        .containsExactly(
            "c: These do not look like domain IDs (32 hexadecimal digits), and may match"
                + " nothing: partner.",
            "a: A reject rule takes precedence for " + OTHER + ".",
            "b: This rule has no effect: the earlier rule a matches everything that it matches.");
    assertThat(policy.message()).endsWith("see status.ruleProblems.");
  }

  @Test
  void saysThatNothingWaitsAtAServiceWithoutApproval() {
    var policy = new PolicyFixture(ENFORCE).approval(Approval.NOT_REQUIRED);
    policy.sweepAndLive();
    assertThat(policy.message()).contains("Approval is switched off at the service");

    policy.failing(Reason.CLOUD_UNAVAILABLE).approval(Approval.REQUIRED).live();

    assertThat(policy.message()).doesNotContain("Approval is switched off");
  }

  @Test
  void aRuleWithoutALimitIsNotHiddenByOneWithALimit() {
    var policy =
        new PolicyFixture(
            "accept: [{name: a, domainIDs: [%s], maxConnectionsPerDomain: 1}, {name: b, domainIDs: [%s]}]"
                .formatted(PARTNER, PARTNER));

    policy.sweepAndLive();

    assertThat(policy.status().ruleProblems()).isNull();
  }
}
