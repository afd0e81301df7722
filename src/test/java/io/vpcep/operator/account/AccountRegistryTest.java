package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.KEY;
import static io.vpcep.operator.account.AccountFixture.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which accounts there are, and what becomes of them when something unexpected happens. */
class AccountRegistryTest {

  private final AccountFixture fixture = new AccountFixture();

  @Test
  void anotherUidIsAnotherAccountThatHasNothingOfTheOneBefore() throws Exception {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");
    fixture.call();
    fixture.withoutSecret();

    // When
    fixture.accounts.declare(KEY, "uid-2", SETTINGS);

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.SECRET_NOT_FOUND);
    assertThat(fixture.failureOf(KEY, VpcepSource.API).reason())
        .isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(fixture.settingsChanged).isEqualTo(1);
  }

  @Test
  void ofAnotherSpecNothingIsSaidBeforeItIsChecked() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");
    fixture.tryToCall();
    fixture.holdChecks();
    var other = new AccountSettings("otc", "eu-de", "project-1", "no-such-secret");

    // When
    var unchecked = fixture.accounts.declare(KEY, "uid-1", other);
    fixture.runChecks();
    var checked = fixture.accounts.declare(KEY, "uid-1", other);

    // Then
    assertThat(unchecked).isNull();
    assertThat(checked).extracting(AccountState::reason).isEqualTo(Reason.SECRET_NOT_FOUND);
  }

  @Test
  void aSpecThatIsTakenBackBeforeItIsCheckedSaysTheSameAsBefore() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");
    fixture.tryToCall();
    fixture.holdChecks();

    // When
    fixture.declared(new AccountSettings("otc", "eu-de", "project-1", "no-such-secret"));
    var unchecked = fixture.accounts.declare(KEY, "uid-1", SETTINGS);
    fixture.runChecks();

    // Then
    assertThat(unchecked).extracting(AccountState::reason).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.states).doesNotHaveDuplicates();
  }

  @Test
  void aReplacedAccountIsNotLookedAfterAnyMore() {
    // Given
    fixture.withSecret(Map.of("userName", "ops")).declared();
    fixture.accounts.declare(KEY, "uid-2", SETTINGS);
    fixture.looks.clear();

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(fixture.looks).hasSize(1);
  }

  @Test
  void anAccountIsKnownWhenItsFirstCheckHasEnded() {
    // Given
    fixture.withToken("T0ken").holdChecks();
    fixture.declared();
    var before = fixture.accounts.isKnown(KEY);

    // When
    fixture.runChecks();

    // Then
    assertThat(before).isFalse();
    assertThat(fixture.accounts.isKnown(KEY)).isTrue();
  }

  @Test
  void anAccountThatDoesNotExistIsKnownNotTo() {
    // When
    fixture.withToken("T0ken").declared().deleted();

    // Then
    assertThat(fixture.accounts.isKnown(KEY)).isTrue();
  }

  @Test
  void aCallBeforeTheFirstCheckDoesNotWait() {
    // Given
    fixture.withToken("T0ken").holdChecks();
    fixture.declared();

    // When
    var failure = fixture.failureOf(KEY, VpcepSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
  }

  @Test
  void callsForAccountsThatWereNeverDeclaredLeaveNothingBehind() {
    // When
    for (int i = 0; i < 1000; i++) {
      var key = new AccountKey("shop", "never-" + i);
      assertThat(fixture.failureOf(key, VpcepSource.API).reason())
          .isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    }

    // Then
    assertThat(fixture.time.planned()).isZero();
    assertThat(fixture.accounts.state(new AccountKey("shop", "never-1"))).isNull();
  }

  @ParameterizedTest
  @MethodSource("unexpected")
  void whatNobodyExpectedIsOurFaultAndTheCheckIsRetried(Throwable cause) {
    // Given
    fixture.identityBreaks(cause);
    fixture.withPassword().declared();
    var before = fixture.state();
    fixture.time.pass(Duration.ofSeconds(20));
    fixture.identityBreaks(null);

    // When
    fixture.time.pass(Duration.ofMinutes(1));

    // Then
    assertThat(before)
        .isEqualTo(
            new AccountState(
                Reason.INTERNAL_ERROR,
                "Internal error in vpcep-operator: the operator's log has the stack trace.",
                null));
    assertThat(fixture.internalErrors).containsOnly(cause);
    assertThat(fixture.logins).startsWith(0.0, 1.0, 3.0, 7.0, 15.0);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void noLockIsHeldWhileAnythingIsReadOrAskedOrAnybodyIsNotified() throws Exception {
    // Given
    var answers = new ArrayList<String>();
    fixture.meanwhile(
        () ->
            answers.add(
                CompletableFuture.supplyAsync(() -> "answered " + fixture.accounts.isKnown(KEY))
                    .completeOnTimeout("blocked", 5, TimeUnit.SECONDS)
                    .join()));
    fixture.serviceAccepts("token-3");

    // When
    fixture.withPassword().declared();
    fixture.declared(new AccountSettings("otc", "eu-nl", "project-1", "credentials"));
    fixture.call();

    // Then
    assertThat(answers).doesNotContain("blocked").hasSize(9);
  }

  static Stream<Throwable> unexpected() {
    return Stream.of(new IllegalStateException("negative length"), new StackOverflowError());
  }

  @Test
  void theStateSaysSinceWhenItsReasonIsThisOne() {
    // Given
    fixture.declared();
    fixture.time.pass(Duration.ofSeconds(62));
    fixture.withToken("T0ken");

    // When
    fixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(Objects.requireNonNull(fixture.accounts.state(KEY)).since())
        .isEqualTo(new MonotonicTime(Duration.ofSeconds(65).toNanos()));
  }

  @Test
  void theLaneIsToldWhetherTheIdentityServiceAnswers() {
    // Given
    fixture.identityFails(AccountFixture.failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.withPassword().declared();
    fixture.identityFails(null);

    // When
    fixture.time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(fixture.answers).containsExactly(false, true);
  }
}
