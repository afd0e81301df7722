package io.vpcep.operator.account;

import static io.vpcep.operator.account.Branch.SETTINGS;
import static io.vpcep.operator.account.Branch.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** At what pace a refused account is tried again. */
class TrialTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final Branch branch = new Branch();

  @Test
  void aTokenThatAServiceRefusesIsTriedMoreAndMoreSeldom() {
    // Given
    refusedToken();

    // When
    branch.watched().time.pass(HALF_AN_HOUR);

    // Then
    assertThat(branch.calls)
        .containsExactly(0.0, 30.0, 90.0, 210.0, 450.0, 750.0, 1050.0, 1350.0, 1650.0);
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void betweenTheTrialsNoCallIsMadeHoweverManyAreAskedFor() {
    // Given
    refusedToken();

    // When
    for (int second = 0; second < 300; second++) {
      branch.time.pass(Duration.ofSeconds(1));
      branch.tryToCall();
    }

    // Then
    assertThat(branch.calls).containsExactly(0.0, 30.0, 90.0, 210.0);
  }

  @Test
  void aWrongPasswordIsTriedMoreAndMoreSeldom() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    branch.withPassword().watched().declared();

    // When
    branch.time.pass(HALF_AN_HOUR);

    // Then
    assertThat(branch.logins)
        .containsExactly(0.0, 30.0, 90.0, 210.0, 450.0, 750.0, 1050.0, 1350.0, 1650.0);
    assertThat(branch.calls).isEmpty();
  }

  @Test
  void aWrongPasswordIsNotTriedByCalls() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    branch.withPassword().declared();

    // When
    for (int i = 0; i < 10; i++) {
      branch.tryToCall();
    }

    // Then
    assertThat(branch.logins).containsExactly(0.0);
  }

  @Test
  void aPasswordWhoseTokensServicesRefuseIsTriedMoreAndMoreSeldom() {
    // Given
    branch.withPassword().watched().declared();
    branch.serviceAccepts();
    branch.tryToCall();

    // When
    branch.time.pass(Duration.ofSeconds(220));

    // Then
    assertThat(branch.calls).containsExactly(0.0, 0.0, 30.0, 90.0, 210.0);
    assertThat(branch.logins).containsExactly(0.0, 0.0, 30.0, 90.0, 210.0);
  }

  @Test
  void anIdentityServiceInTroubleIsTriedWithinAMinute() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    branch.withPassword().declared();

    // When
    branch.time.pass(Duration.ofSeconds(200));

    // Then
    assertThat(branch.logins).containsExactly(0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 63.0, 111.0, 159.0);
  }

  @Test
  void aTrialThatSucceedsMakesTheAccountReady() {
    // Given
    refusedToken();
    branch.serviceAccepts("T0ken");

    // When
    branch.watched().time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(branch.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.AUTHENTICATED, Reason.UNAUTHORIZED, Reason.AUTHENTICATED);
  }

  @Test
  void theAnswerOfATrialThatSucceedsIsNotLost() throws Exception {
    // Given
    refusedToken();
    branch.serviceAccepts("T0ken");
    branch.time.pass(Duration.ofSeconds(30));

    // When
    var answer = branch.call();

    // Then
    assertThat(answer).isEqualTo("T0ken");
  }

  @Test
  void thePaceStartsAnewAfterASuccess() {
    // Given
    refusedToken();
    branch.watched().time.pass(Duration.ofSeconds(100));
    branch.serviceAccepts("T0ken");
    branch.time.pass(Duration.ofSeconds(200));
    branch.serviceAccepts();
    branch.calls.clear();
    branch.tryToCall();

    // When
    branch.time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(branch.calls).containsExactly(300.0, 330.0, 390.0);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloudFailure.Reason.class,
      names = {"FORBIDDEN", "SOURCE_NOT_FOUND", "INVALID_RESPONSE"})
  void anAnswerThatIsNoRefusalOfTheCredentialsMakesTheAccountReady(CloudFailure.Reason reason) {
    // Given
    refusedToken();
    branch.serviceFails(failure(reason));
    branch.time.pass(Duration.ofSeconds(30));

    // When
    var answer = catchThrowableOfType(CloudException.class, branch::call);

    // Then
    assertThat(answer.failure()).isEqualTo(failure(reason));
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloudFailure.Reason.class,
      names = {"THROTTLED", "CLOUD_UNAVAILABLE"})
  void aTrialThatTellsNothingIsRepeatedAtTheSamePace(CloudFailure.Reason reason) {
    // Given
    refusedToken();
    branch.serviceFails(failure(reason));

    // When
    branch.watched().time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(branch.calls).containsExactly(0.0, 30.0, 60.0, 90.0);
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @ParameterizedTest
  @CsvSource({"PROJECT_NOT_FOUND", "INVALID_RESPONSE", "FORBIDDEN", "CLOUD_UNAVAILABLE"})
  void anIdentityServiceThatFailsDuringATrialDoesNotMakeTheAccountReady(
      CloudFailure.Reason reason) {
    // Given
    branch.withPassword().declared();
    branch.serviceAccepts();
    branch.tryToCall();
    branch.identityFails(failure(reason));
    branch.time.pass(Duration.ofSeconds(30));

    // When
    var answer = catchThrowableOfType(CloudException.class, branch::call);

    // Then
    assertThat(answer.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void whileATrialIsUnderWayNoOtherCallIsMade() throws Exception {
    // Given
    refusedToken();
    branch.serviceAccepts("T0ken");
    branch.time.pass(Duration.ofSeconds(30));

    // When
    var refusal =
        branch.call(
            session -> {
              branch.time.pass(Duration.ofSeconds(70));
              return catchThrowableOfType(CloudException.class, branch::call);
            });

    // Then
    assertThat(refusal.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
  }

  @Test
  void anotherSecretIsTriedAtOnceAndNoticedWithinHalfAMinute() {
    // Given
    refusedToken();
    branch.watched().time.pass(Duration.ofSeconds(100));
    branch.withToken("new").serviceAccepts("new");

    // When
    branch.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void anotherSpecIsTriedAtOnce() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    branch.withPassword().declared();
    branch.time.pass(Duration.ofSeconds(100));
    branch.identityFails(null);

    // When
    branch.declared(
        new AccountSettings("otc", "eu-nl", SETTINGS.projectId(), SETTINGS.secretName()));

    // Then
    assertThat(branch.logins).containsExactly(0.0, 30.0, 90.0, 100.0);
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aSecretThatCannotBeReadForAMomentDoesNotEndTheTrials() {
    // Given
    refusedToken();
    branch.secretsBreak(new IllegalStateException("API server is away"));
    branch.watched().time.pass(Duration.ofSeconds(40));
    branch.secretsBreak(null);
    branch.serviceAccepts("T0ken");

    // When
    branch.time.pass(Duration.ofSeconds(60));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aSecretThatWasGoneAndCameBackIsTriedAtOnce() {
    // Given
    refusedToken();
    branch.withoutSecret().watched().time.pass(Duration.ofSeconds(40));
    var between = branch.reason();
    branch.withToken("T0ken").serviceAccepts("T0ken");

    // When
    branch.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(between).isEqualTo(Reason.SECRET_NOT_FOUND);
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void noSecretStandsInAnyState() {
    // Given
    branch.withSecret(Map.of("token", "hidden")).declared();
    branch.tryToCall();
    branch.withSecret(Map.of("userName", "ops", "password", "hidden"));

    // When
    branch.time.pass(Duration.ofMinutes(2));

    // Then
    assertThat(branch.states).hasSize(3);
    assertThat(branch.states.toString()).doesNotContain("hidden");
  }

  /** A token that was right, and is refused by a service at noon. */
  private void refusedToken() {
    branch.withToken("T0ken").declared();
    branch.tryToCall();
  }
}
