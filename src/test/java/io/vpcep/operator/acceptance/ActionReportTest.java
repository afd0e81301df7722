package io.vpcep.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport.Result;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What became of an action decides what is done next. */
class ActionReportTest {

  private static final String PARTNER = "5fc973eea0d44d41b58a8cdd0ef0d5a1";
  private static final String ENFORCE =
      "mode: Enforce, accept: [{name: partners, domainIDs: [" + PARTNER + "]}]";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PolicyFixture policy = new PolicyFixture(ENFORCE);

  ActionReportTest() {
    IntStream.range(0, 9).forEach(i -> policy.has("e-" + i, PARTNER, "accepted"));
    policy.has("e-1", PARTNER, "pendingAcceptance");
    policy.sweepAndLive();
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "REFUSED"})
  void whatIsOverIsNotRequestedAgain(Result result) {
    policy.report(1, result).live();

    for (int i = 0; i < 5; i++) {
      policy.later(Duration.ofMinutes(20)).sweepAndLive();
      assertThat(policy.requested()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_TRANSITION", "BACK_OFF", "NOT_SENT", "WITHDRAWN", "FAILED", "OUR_FAULT"})
  void whatMayPassIsRequestedAgainAfterAnotherList(Result result) {
    policy.report(1, result).live();
    assertThat(policy.live().actions()).as("on the same list").isEmpty();

    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-1");
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_TRANSITION", "BACK_OFF"})
  void theCloudIsLeftAloneForAsLongAsItAsks(Result result) {
    policy.report(1, new ActionReport(result, "Busy.", Duration.ofMinutes(2))).live();

    policy.later(MINUTE).sweepAndLive();
    assertThat(policy.requested()).isEmpty();
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "DONE,Accepted",
    "REFUSED,ActionFailed",
    "NOT_YET,ActionFailed",
    "FAILED,ActionFailed",
    "OUR_FAULT,ActionFailed",
    "FORBIDDEN,ActionFailed",
    "SOURCE_NOT_FOUND,ActionFailed"
  })
  void isRecordedOnce(Result result, String reason) {
    policy.report(1, result).live();
    policy.live();

    assertThat(policy.reasons()).containsExactly(reason);
  }

  @ParameterizedTest
  @EnumSource(names = {"GONE", "IN_TRANSITION", "BACK_OFF", "NOT_SENT", "WITHDRAWN"})
  void isNoEvent(Result result) {
    policy.report(1, result).live();

    assertThat(policy.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FORBIDDEN,Forbidden", "SOURCE_NOT_FOUND,SourceNotFound"})
  void whatOnlyAPersonCanEndStopsThePolicyAtOnceAndOneIsTriedAfterAPause(
      Result result, String reason) {
    policy.has("e-2", PARTNER, "pendingAcceptance");

    policy.report(1, result).live();
    assertThat(policy.acting()).isEqualTo(reason);
    assertThat(policy.message())
        .isEqualTo(
            "Cloud: 400 and so on. One action is tried every 10m. A change of the policy ends the"
                + " pause at once.");
    policy.later(Duration.ofMinutes(9)).sweepAndLive();
    assertThat(policy.requested()).isEmpty();
    policy.later(MINUTE).sweepAndLive();
    assertThat(policy.requested()).hasSize(1);
    assertThat(policy.acting()).isEqualTo(reason);
    policy.report(2, result).live();
    policy.later(Duration.ofMinutes(10)).sweepAndLive();
    policy.report(3, Result.DONE).live();

    assertThat(policy.acting()).isEqualTo("Enforcing");
    assertThat(policy.reasons()).containsExactly("ActionFailed", "Accepted");
    policy.later(MINUTE).sweepAndLive();
    assertThat(policy.requested()).containsExactly("4 accept e-2");
  }

  @Test
  void threeFailuresInARowPauseThePolicy() {
    for (int number = 1; number <= 3; number++) {
      assertThat(policy.acting()).isEqualTo("Enforcing");
      policy.report(number, Result.FAILED).live();
      policy.later(MINUTE).sweepAndLive();
    }

    assertThat(policy.acting()).isEqualTo("Paused");
    assertThat(policy.message()).startsWith("3 actions failed in a row. Cloud: 400 and so on. One");
    assertThat(policy.requested()).isEmpty();
    policy.restart().later(Duration.ofMinutes(5)).sweepAndLive();
    assertThat(policy.requested()).as("after a restart").isEmpty();
    policy.later(Duration.ofMinutes(5)).sweepAndLive();

    assertThat(policy.requested()).containsExactly("4 accept e-1");
  }

  @Test
  void anotherEndpointIsTriedBeforeOneThatFailed() {
    policy.edit(ENFORCE + ", limits: {perSweep: 1}").has("e-2", PARTNER, "pendingAcceptance");
    policy.report(1, Result.FAILED).live();

    policy.later(MINUTE).sweepAndLive();
    assertThat(policy.requested()).containsExactly("2 accept e-2");
    policy.report(2, Result.FAILED).live();
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested())
        .as("the one that was tried first")
        .containsExactly("3 accept e-1");
  }

  @ParameterizedTest
  @EnumSource(names = {"FORBIDDEN", "SOURCE_NOT_FOUND"})
  void aStoppedPolicyTriesAnotherEndpoint(Result result) {
    policy.has("e-2", PARTNER, "pendingAcceptance");
    policy.report(1, result).live();

    policy.later(Duration.ofMinutes(10)).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-2");
  }

  @Test
  void whatIsGoneAndStaysPendingIsDecidedAgainAfterTenMinutes() {
    policy.report(1, Result.GONE).live();

    policy.later(Duration.ofMinutes(9)).sweepAndLive();
    assertThat(policy.requested()).isEmpty();
    assertThat(policy.status().waiting()).isEqualTo(1);
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-1");
  }

  @Test
  void whatTheCloudRefusesForThePresentIsReportedAndTriedAgainAfterTenMinutes() {
    policy.report(1, Result.NOT_YET).live();

    policy.later(Duration.ofMinutes(9)).sweepAndLive();
    assertThat(policy.requested()).isEmpty();
    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Refused");
    assertThat(policy.acting()).isEqualTo("Enforcing");
    assertThat(policy.status().waiting()).isEqualTo(1);
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-1");
  }

  @Test
  void whatTheCloudTookAndDoesNotDoIsSaidAfterTenMinutes() {
    policy.report(1, Result.DONE).live();
    policy.later(Duration.ofMinutes(9)).sweepAndLive();
    assertThat(policy.acting()).isEqualTo("Enforcing");

    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.acting()).isEqualTo("LimitReached");
    assertThat(policy.message())
        .isEqualTo(
            "Some connections that match a rule are waiting: 1 for the cloud to complete an action"
                + " that it accepted more than 10m ago.");
    assertThat(policy.status().waiting()).isEqualTo(1);
  }

  @Test
  void aSuccessInBetweenIsNoPause() {
    policy.has("e-2", PARTNER, "pendingAcceptance");
    policy.report(1, Result.FAILED).live();
    policy.later(MINUTE).sweepAndLive();
    policy.report(2, Result.FAILED).report(3, Result.DONE).live();
    policy.later(MINUTE).sweepAndLive();

    policy.report(4, Result.FAILED).live();

    assertThat(policy.acting()).isEqualTo("Enforcing");
  }

  @Test
  void aChangeOfThePolicyEndsThePause() {
    policy.report(1, Result.FORBIDDEN).live();

    policy.edit(ENFORCE + ", minPendingAge: 1s").later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("2 accept e-1");
  }

  @ParameterizedTest
  @CsvSource({
    "creating,Done",
    "accepted,Done",
    "failed,Done",
    "rejected,Superseded",
    "odd,Superseded",
    "deleting,Gone"
  })
  void theListTellsWhatBecameOfAnActionWhoseReportWasLost(String state, String result) {
    policy.restart().has("e-1", PARTNER, state).later(MINUTE).sweepAndLive();

    assertThat(policy.decisions()).containsExactly("e-1 Accept partners " + result);
    assertThat(policy.requested()).isEmpty();
  }

  @Test
  void doesNotClaimWhatItFindsDone() {
    policy.restart().has("e-1", PARTNER, "accepted").later(MINUTE).sweepAndLive();

    assertThat(policy.events())
        .containsExactly(
            "Accepted: The connection was already accepted, by this policy or by somebody else: endpoint e-1 of domain %s (rule partners)."
                .formatted(PARTNER));
  }

  @Test
  void anActionWhoseReportWasLostIsRequestedAgainWhileTheConnectionIsPending() {
    policy.restart().later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).containsExactly("1 accept e-1");
    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Started");
  }

  @Test
  void anEndpointThatLeavesTheListIsGone() {
    policy.lacks("e-1").later(MINUTE).sweepAndLive();

    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Gone");
  }

  @Test
  void aReportOnWhatWasWithdrawnMeanwhileIsTakenOver() {
    policy.edit("mode: DryRun").live();
    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Withdrawn");

    policy.report(1, Result.DONE).live();

    assertThat(policy.decisions()).containsExactly("e-1 Accept partners Done");
    assertThat(policy.reasons()).containsExactly("Accepted");
  }

  @Test
  void whatTurnsOutToBeDoneIsNotRequestedUnderAnotherDecision() {
    policy.edit("mode: DryRun").live();
    policy.later(MINUTE).edit(ENFORCE).sweep().live();
    assertThat(policy.decisions())
        .containsExactly("e-1 Accept partners Withdrawn", "e-1 Accept partners Started");

    policy.report(1, Result.DONE).live();
    policy.later(MINUTE).sweepAndLive();

    assertThat(policy.requested()).isEmpty();
    assertThat(policy.decisions())
        .containsExactly("e-1 Accept partners Done", "e-1 Accept partners Withdrawn");
  }
}
