package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.Life.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
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
  })
  void everyReasonIsShownAndTheFirstOneIsTold(
      Reason reason, String status, String word, String event) {
    // When
    var decision = decide(new AccountState(reason, "A sentence.", null), NOON);

    // Then
    assertThat(decision.status().conditions())
        .containsExactly(new Condition("Ready", status, 1L, NOON.toString(), word, "A sentence."));
    assertThat(decision.notices())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.reason().word()).isEqualTo(event);
              assertThat(notice.note()).isEqualTo(word + ": A sentence.");
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
    assertThat(decision.notices()).isEmpty();
  }

  @Test
  void anotherReasonIsShownButNotToldAndDoesNotMoveTheTransitionTime() {
    // Given
    live(REFUSED, NOON);

    // When
    var missing = new AccountState(Reason.SECRET_NOT_FOUND, "There is none.", null);
    var decision = decide(missing, LATER);

    // Then
    assertThat(decision.notices()).isEmpty();
    assertThat(decision.status().conditions())
        .containsExactly(
            new Condition(
                "Ready", "False", 1L, NOON.toString(), "SecretNotFound", "There is none."));
  }

  @Test
  void losingAndRegainingReadinessAreToldEachTime() {
    // When
    var notices = new ArrayList<Notice>();
    notices.addAll(live(READY, NOON));
    notices.addAll(live(REFUSED, NOON.plusSeconds(30)));
    notices.addAll(live(READY, NOON.plusSeconds(60)));
    notices.addAll(live(REFUSED, NOON.plusSeconds(90)));

    // Then
    assertThat(notices)
        .extracting(notice -> notice.reason().word())
        .containsExactly("AccountReady", "AccountNotReady", "AccountReady", "AccountNotReady");
    assertThat(notices).extracting(Notice::number).containsExactly(1L, 2L, 3L, 4L);
    assertThat(account.getStatus().eventCount()).isEqualTo(4);
  }

  @Test
  void decidingTwiceBeforeTheStatusIsWrittenIsTheSameNotice() {
    // When
    var first = decide(REFUSED, NOON).notices();
    var second = decide(REFUSED, LATER).notices();

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

  private Decision<CloudAccountStatus> decide(AccountState state, Instant now) {
    return AccountDecision.decide(account, state, STALE_AFTER, Times.now(now));
  }

  private List<Notice> live(AccountState state, Instant now) {
    var decision = decide(state, now);
    account.setStatus(decision.status());
    return decision.notices();
  }
}
