package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.support.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountDecisionTest {

  private static final Instant LATER = NOON.plusSeconds(60);
  private static final AccountState READY =
      new AccountState(Reason.AUTHENTICATED, "The cloud accepts the credentials.", "project-1");
  private static final AccountState REFUSED =
      new AccountState(Reason.UNAUTHORIZED, "The password is wrong.", null);

  private static final Duration STALE_AFTER = Duration.ofMinutes(10);

  private final CloudAccount account = new CloudAccount();

  @BeforeEach
  void isNew() {
    account.setMetadata(
        new ObjectMetaBuilder().withName("prod").withUid("uid-1").withGeneration(1L).build());
    account.setStatus(new CloudAccountStatus(-1L, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATED,     True,  Authenticated,    AccountReady",
    "SECRET_NOT_FOUND,  False, SecretNotFound,   AccountNotReady",
    "INVALID_SECRET,    False, InvalidSecret,    AccountNotReady",
    "UNKNOWN_CLOUD,     False, UnknownCloud,     AccountNotReady",
    "UNAUTHORIZED,      False, Unauthorized,     AccountNotReady",
    "PROJECT_NOT_FOUND, False, ProjectNotFound,  AccountNotReady",
    "CLOUD_UNAVAILABLE, False, CloudUnavailable, AccountNotReady",
    "INTERNAL_ERROR,    False, InternalError,    AccountNotReady",
  })
  void everyReasonIsShownAndTheFirstOneIsRecorded(
      Reason reason, String status, String word, String event) {
    // When
    var decision = decide(new AccountState(reason, "A sentence.", null), NOON);

    // Then
    assertThat(decision.status().conditions())
        .containsExactly(new Condition("Ready", status, 1L, NOON.toString(), word, "A sentence."));
    assertThat(decision.eventSequence())
        .singleElement()
        .satisfies(
            eventRecord -> {
              assertThat(eventRecord.reason().value()).isEqualTo(event);
              assertThat(eventRecord.note()).isEqualTo(word + ": A sentence.");
            });
    assertThat(decision.requeueAfter()).isNull();
  }

  @Test
  void theSameStateWritesAndTellsNothing() {
    // Given
    live(READY, NOON);

    // When
    var decision = decide(READY, LATER);

    // Then
    assertThat(decision.status()).isEqualTo(account.getStatus());
    assertThat(decision.eventSequence()).isEmpty();
  }

  @Test
  void anotherReasonIsShownButNotRecordedAndDoesNotMoveTheTransitionTime() {
    // Given
    live(REFUSED, NOON);

    // When
    var missing = new AccountState(Reason.SECRET_NOT_FOUND, "There is none.", null);
    var decision = decide(missing, LATER);

    // Then
    assertThat(decision.eventSequence()).isEmpty();
    assertThat(decision.status().conditions())
        .containsExactly(
            new Condition(
                "Ready", "False", 1L, NOON.toString(), "SecretNotFound", "There is none."));
  }

  @Test
  void losingAndRegainingReadinessAreRecordedEachTime() {
    // When
    var eventSequence = new ArrayList<EventRecord>();
    eventSequence.addAll(live(READY, NOON));
    eventSequence.addAll(live(REFUSED, NOON.plusSeconds(30)));
    eventSequence.addAll(live(READY, NOON.plusSeconds(60)));
    eventSequence.addAll(live(REFUSED, NOON.plusSeconds(90)));

    // Then
    assertThat(eventSequence)
        .extracting(eventRecord -> eventRecord.reason().value())
        .containsExactly("AccountReady", "AccountNotReady", "AccountReady", "AccountNotReady");
    assertThat(eventSequence).extracting(EventRecord::number).containsExactly(1L, 2L, 3L, 4L);
    assertThat(account.getStatus().eventCount()).isEqualTo(4);
  }

  @Test
  void decidingTwiceBeforeTheStatusIsWrittenIsTheSameNotice() {
    // When
    var first = decide(REFUSED, NOON).eventSequence();
    var second = decide(REFUSED, LATER).eventSequence();

    // Then
    assertThat(second).isEqualTo(first).hasSize(1);
  }

  @Test
  void theProjectThatWasReadStaysShownWhileTheAccountIsNotReady() {
    // Given
    live(READY, NOON);

    // When
    var decision = decide(REFUSED, LATER);

    // Then
    assertThat(decision.status().projectID()).isEqualTo("project-1");
  }

  @Test
  void theProjectOfAnotherSpecIsNotShown() {
    // Given
    live(READY, NOON);
    account.getMetadata().setGeneration(2L);

    // When
    var decision = decide(REFUSED, LATER);

    // Then
    assertThat(decision.status().projectID()).isNull();
  }

  @Test
  void credentialsThatNobodyHasAcceptedAreUnknownAndNotRecorded() {
    // When
    var decision = decide(unverified(NOON), NOON);

    // Then
    assertThat(decision.status().conditions())
        .containsExactly(
            new Condition("Ready", "Unknown", 1L, NOON.toString(), "NotVerified", "Not used yet."));
    assertThat(decision.eventSequence()).isEmpty();
  }

  @Test
  void afterARestartWhatTheCloudHasAcceptedStaysAccepted() {
    // Given
    live(READY, NOON);

    // When
    var decision = decide(unverified(LATER), LATER.plus(Duration.ofDays(1)));

    // Then
    assertThat(decision.status()).isEqualTo(account.getStatus());
    assertThat(decision.requeueAfter()).isNull();
  }

  @Test
  void afterARestartWhatTheCloudHasRefusedStaysRefusedUntilItIsUsedOrForTenMinutes() {
    // Given
    live(REFUSED, NOON);

    // When
    var atFirst = decide(unverified(LATER), LATER.plusSeconds(60));
    var atLast = decide(unverified(LATER), LATER.plus(STALE_AFTER));

    // Then
    assertThat(atFirst.status()).isEqualTo(account.getStatus());
    assertThat(atFirst.requeueAfter()).isEqualTo(Duration.ofMinutes(9));
    assertThat(atLast.status().conditions())
        .extracting(Condition::reason)
        .containsExactly("NotVerified");
    assertThat(atLast.eventSequence()).isEmpty();
  }

  @Test
  void anotherSpecIsNotVerifiedWhateverTheOldOneWas() {
    // Given
    live(READY, NOON);
    account.getMetadata().setGeneration(2L);

    // When
    var decision = decide(unverified(LATER), LATER);

    // Then
    assertThat(decision.status().conditions())
        .extracting(Condition::reason)
        .containsExactly("NotVerified");
  }

  @Test
  void aCloudThatIsAwayIsNotSaidBeforeItHasBeenForTenMinutes() {
    // Given
    live(READY, NOON);
    var away = new AccountState(Reason.CLOUD_UNAVAILABLE, "No response.", null, Times.at(LATER));

    // When
    var before = decide(away, LATER.plus(STALE_AFTER).minusSeconds(1));
    var then = decide(away, LATER.plus(STALE_AFTER));

    // Then
    assertThat(before.status()).isEqualTo(account.getStatus());
    assertThat(before.eventSequence()).isEmpty();
    assertThat(before.requeueAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(then.status().conditions())
        .extracting(Condition::reason)
        .containsExactly("CloudUnavailable");
    assertThat(then.eventSequence()).hasSize(1);
  }

  @Test
  void whatWasNotRecordedYetStaysInTheStatus() {
    // Given
    var waiting = List.of(new UnrecordedEvent("AccountReady", 1, "Note.", "s", "t", null));
    account.setStatus(new CloudAccountStatus(1L, null, 1L, waiting, null));

    // When
    var decision = decide(REFUSED, NOON);

    // Then
    assertThat(decision.status().unrecordedEvents()).isEqualTo(waiting);
  }

  private static AccountState unverified(Instant since) {
    return new AccountState(Reason.NOT_VERIFIED, "Not used yet.", null, Times.at(since));
  }

  private Decision<CloudAccountStatus> decide(AccountState state, Instant now) {
    return AccountDecision.decide(account, state, STALE_AFTER, Times.now(now));
  }

  private List<EventRecord> live(AccountState state, Instant now) {
    var decision = decide(state, now);
    account.setStatus(decision.status());
    return decision.eventSequence();
  }
}
