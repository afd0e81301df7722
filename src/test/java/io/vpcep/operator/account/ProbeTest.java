package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.SETTINGS;
import static io.vpcep.operator.account.AccountFixture.failure;
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
class ProbeTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final AccountFixture fixture = new AccountFixture();

  @Test
  void aTokenThatAServiceRefusesIsRetriedWithALongBackOff() {
    // Given
    refusedToken();

    // When
    fixture.watched().time.pass(HALF_AN_HOUR);

    // Then
    assertThat(fixture.calls)
        .containsExactly(0.0, 30.0, 90.0, 210.0, 450.0, 750.0, 1050.0, 1350.0, 1650.0);
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void betweenTheProbesNoCallIsMadeHoweverManyAreAskedFor() {
    // Given
    refusedToken();

    // When
    for (int second = 0; second < 300; second++) {
      fixture.time.pass(Duration.ofSeconds(1));
      fixture.tryToCall();
    }

    // Then
    assertThat(fixture.calls).containsExactly(0.0, 30.0, 90.0, 210.0);
  }

  @Test
  void aWrongPasswordIsRetriedWithALongBackOff() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.withPassword().watched().declared();

    // When
    fixture.time.pass(HALF_AN_HOUR);

    // Then
    assertThat(fixture.logins)
        .containsExactly(0.0, 30.0, 310.0, 430.0, 670.0, 970.0, 1270.0, 1570.0);
    assertThat(fixture.calls).isEmpty();
    assertThat(fixture.states).hasSize(1);
  }

  @Test
  void aWrongPasswordIsNotTriedByCalls() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.withPassword().declared();

    // When
    for (int i = 0; i < 10; i++) {
      fixture.tryToCall();
    }

    // Then
    assertThat(fixture.logins).containsExactly(0.0);
  }

  @Test
  void aPasswordWhoseTokensServicesRefuseIsRetriedWithALongBackOff() {
    // Given
    fixture.withPassword().declared();
    fixture.serviceAccepts();
    fixture.tryToCall();

    // When
    for (int second = 0; second < 220; second++) {
      fixture.time.pass(Duration.ofSeconds(1));
      fixture.tryToCall();
    }

    // Then
    assertThat(fixture.calls).containsExactly(0.0, 0.0, 30.0, 90.0, 210.0);
    assertThat(fixture.logins).containsExactly(0.0, 0.0, 30.0, 90.0, 210.0);
  }

  @Test
  void anIdentityServiceInTroubleIsTriedWithinAMinute() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.withPassword().declared();

    // When
    fixture.time.pass(Duration.ofSeconds(200));

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 63.0, 111.0, 159.0);
  }

  @Test
  void aProbeThatSucceedsMakesTheAccountReady() {
    // Given
    refusedToken();
    fixture.serviceAccepts("T0ken");

    // When
    fixture.watched().time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.NOT_VERIFIED, Reason.UNAUTHORIZED, Reason.AUTHENTICATED);
  }

  @Test
  void theAnswerOfAProbeThatSucceedsIsNotLost() throws Exception {
    // Given
    refusedToken();
    fixture.serviceAccepts("T0ken");
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var answer = fixture.call();

    // Then
    assertThat(answer).isEqualTo("T0ken");
  }

  @Test
  void thePaceStartsAnewAfterASuccess() {
    // Given
    refusedToken();
    fixture.watched().time.pass(Duration.ofSeconds(100));
    fixture.serviceAccepts("T0ken");
    fixture.time.pass(Duration.ofSeconds(200));
    fixture.serviceAccepts();
    fixture.calls.clear();
    fixture.tryToCall();

    // When
    fixture.time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(fixture.calls).containsExactly(300.0, 330.0, 390.0);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloudFailure.Reason.class,
      names = {"FORBIDDEN", "SOURCE_NOT_FOUND"})
  void anAnswerThatIsNoRefusalOfTheCredentialsMakesTheAccountReady(CloudFailure.Reason reason) {
    // Given
    refusedToken();
    fixture.serviceFails(failure(reason), "ENDPOINT.0004");
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var answer = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(answer.failure()).isEqualTo(failure(reason));
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloudFailure.Reason.class,
      names = {
        "THROTTLED",
        "CLOUD_UNAVAILABLE",
        "INVALID_RESPONSE",
        "FORBIDDEN",
        "SOURCE_NOT_FOUND"
      })
  void aProbeThatTellsNothingIsRepeatedAtTheSamePace(CloudFailure.Reason reason) {
    // Given
    refusedToken();
    fixture.serviceFails(failure(reason));

    // When
    fixture.watched().time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(fixture.calls).containsExactly(0.0, 30.0, 60.0, 90.0);
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @ParameterizedTest
  @CsvSource({
    "PROJECT_NOT_FOUND, ACCOUNT_NOT_READY, PROJECT_NOT_FOUND",
    "FORBIDDEN,         ACCOUNT_NOT_READY, UNAUTHORIZED",
    "INVALID_RESPONSE,  FORBIDDEN,         AUTHENTICATED",
    "CLOUD_UNAVAILABLE, FORBIDDEN,         AUTHENTICATED",
  })
  void anIdentityServiceThatGivesNoTokenForAProbeDoesNotMakeTheApiAcceptIt(
      CloudFailure.Reason cause, CloudFailure.Reason failure, Reason reason) {
    // Given
    fixture.withPassword().declared();
    fixture.serviceAccepts();
    fixture.tryToCall();
    fixture.identityFails(failure(cause));
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var answer = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(answer.failure().reason()).isEqualTo(failure);
    assertThat(fixture.reason()).isEqualTo(reason);
  }

  @Test
  void aProbeThatTellsNothingFailsForWantOfTheAccount() {
    // Given
    refusedToken();
    fixture.serviceFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var answer = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(answer.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
  }

  @Test
  void callsThatARefusedAccountDoesNotMakeHastenNoProbe() {
    // Given
    refusedToken();
    fixture.tryToCall();

    // When
    fixture.declared(new AccountSettings("otc", "eu-de", "project-2", "credentials"));

    // Then
    assertThat(fixture.probesDue).isZero();
  }

  @Test
  void whileAProbeIsUnderWayNoOtherCallIsMade() throws Exception {
    // Given
    refusedToken();
    fixture.serviceAccepts("T0ken");
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var refusal =
        fixture.call(
            session -> {
              fixture.time.pass(Duration.ofSeconds(70));
              return catchThrowableOfType(CloudException.class, fixture::call);
            });

    // Then
    assertThat(refusal.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
  }

  @Test
  void anotherSecretIsTriedAtOnceAndNoticedWithinHalfAMinute() {
    // Given
    refusedToken();
    fixture.watched().time.pass(Duration.ofSeconds(100));
    fixture.withToken("new").serviceAccepts("new");

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.NOT_VERIFIED);
  }

  @Test
  void aSpecThatNamesOtherCredentialsIsTriedAtOnce() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.withPassword().declared();
    fixture.time.pass(Duration.ofSeconds(100));
    fixture.identityFails(null);
    fixture.withSecret(Map.of("userName", "ops", "password", "right", "domainName", "shop-domain"));

    // When
    fixture.declared(
        new AccountSettings("otc", "eu-nl", SETTINGS.projectId(), SETTINGS.secretName()));

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 30.0, 100.0);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void neitherAnotherSpecNorAnotherAccountMakesRefusedCredentialsBeTriedSooner() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.withPassword().declared();

    // When
    for (int second = 0; second < 30; second++) {
      fixture.declared(new AccountSettings("otc", "eu-" + second, "p", SETTINGS.secretName()));
      fixture.accounts.remove(AccountFixture.KEY);
      fixture.accounts.declare(AccountFixture.KEY, "uid-" + second, SETTINGS);
      fixture.time.pass(Duration.ofSeconds(1));
    }

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 30.0);
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aSecretThatCannotBeReadForAMomentDoesNotEndTheProbes() {
    // Given
    refusedToken();
    fixture.secretsBreak(new IllegalStateException("API server is away"));
    fixture.watched().time.pass(Duration.ofSeconds(40));
    fixture.secretsBreak(null);
    fixture.serviceAccepts("T0ken");

    // When
    fixture.time.pass(Duration.ofSeconds(60));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aSecretThatWasGoneAndCameBackIsTriedAtOnce() {
    // Given
    refusedToken();
    fixture.withoutSecret().watched().time.pass(Duration.ofSeconds(40));
    var between = fixture.reason();
    fixture.withToken("T0ken").serviceAccepts("T0ken");

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(between).isEqualTo(Reason.SECRET_NOT_FOUND);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void noSecretStandsInAnyState() {
    // Given
    fixture.withSecret(Map.of("token", "hidden")).declared();
    fixture.tryToCall();
    fixture.withSecret(Map.of("userName", "ops", "password", "hidden"));

    // When
    fixture.time.pass(Duration.ofMinutes(2));

    // Then
    assertThat(fixture.states).hasSize(3);
    assertThat(fixture.states.toString()).doesNotContain("hidden");
  }

  /** A token that was right, and is refused by a service at noon. */
  private void refusedToken() {
    fixture.withToken("T0ken").declared();
    fixture.tryToCall();
  }
}
