package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes an account ready, and what keeps it from being ready. */
class ReadinessTest {

  private static final AccountState READY =
      new AccountState(Reason.AUTHENTICATED, "The cloud accepts the credentials.", "project-1");

  private static final AccountState NOT_VERIFIED =
      new AccountState(
          Reason.NOT_VERIFIED,
          "The credentials are not verified yet: the cloud has not responded to a call with them.",
          "project-1");

  private final AccountFixture fixture = new AccountFixture();

  @Test
  void aTokenThatNobodyUsedIsUsableButNotReady() {
    // When
    fixture.withToken("T0ken").declared();

    // Then
    assertThat(fixture.state()).isEqualTo(NOT_VERIFIED);
    assertThat(fixture.state()).matches(AccountState::usable).matches(state -> !state.ready());
    assertThat(fixture.logins).isEmpty();
    assertThat(fixture.calls).isEmpty();
  }

  @Test
  void aTokenThatAnApiAcceptsMakesTheAccountReady() throws Exception {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");

    // When
    fixture.tryToCall();

    // Then
    assertThat(fixture.state()).isEqualTo(READY);
  }

  @Test
  void aTokenThatOnlyAProxyHasSeenIsNotVerified() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceFails(failure(CloudFailure.Reason.INVALID_RESPONSE));

    // When
    fixture.tryToCall();

    // Then
    assertThat(fixture.state()).isEqualTo(NOT_VERIFIED);
  }

  @Test
  void aPasswordIsExchangedForOneTokenThatServesAllCalls() throws Exception {
    // Given
    fixture.withPassword().declared();
    fixture.serviceAccepts("token-1");

    // When
    var tokens = List.of(fixture.call(), fixture.call(), fixture.call());

    // Then
    assertThat(fixture.state()).isEqualTo(READY);
    assertThat(tokens).containsOnly("token-1");
    assertThat(fixture.logins).containsExactly(0.0);
  }

  @Test
  void theProjectIsLookedUpForAPassword() {
    // When
    fixture.withPassword().declared(new AccountSettings("otc", "eu-de", null, "credentials"));

    // Then
    assertThat(fixture.state())
        .extracting(AccountState::ready, AccountState::projectId)
        .containsExactly(true, "looked-up");
  }

  @Test
  void aTokenDoesNotTellItsProject() {
    // When
    fixture.withToken("T0ken").declared(new AccountSettings("otc", "eu-de", null, "credentials"));

    // Then
    assertThat(fixture.state())
        .isEqualTo(
            new AccountState(
                Reason.PROJECT_NOT_FOUND, "spec.projectID is required with a token.", null));
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    // When
    fixture.declared();

    // Then
    assertThat(fixture.state())
        .isEqualTo(
            new AccountState(
                Reason.SECRET_NOT_FOUND,
                "Secret credentials does not exist in namespace shop.",
                null));
  }

  @Test
  void aSecretWithoutAllKeysIsInvalid() {
    // When
    fixture.withSecret(Map.of("userName", "ops")).declared();

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.INVALID_SECRET);
  }

  @Test
  void anUnknownCloudIsSaidAsTheConfigurationPutsIt() {
    // When
    fixture.withToken("T0ken").declared(new AccountSettings("otk", "eu-de", "p", "credentials"));

    // Then
    assertThat(fixture.state())
        .isEqualTo(new AccountState(Reason.UNKNOWN_CLOUD, "there is no cloud otk.", null));
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsRefusedWithoutShowingIt() {
    // When
    fixture.withToken("hid den").declared();

    // Then
    assertThat(fixture.state())
        .isEqualTo(
            new AccountState(
                Reason.INVALID_SECRET,
                "Secret credentials: the token contains invalid characters "
                    + "(line break or quotes?).",
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED,      UNAUTHORIZED,      The identity service refused the credentials.",
    "FORBIDDEN,         UNAUTHORIZED,      The identity service refused the credentials.",
    "PROJECT_NOT_FOUND, PROJECT_NOT_FOUND,",
    "THROTTLED,         CLOUD_UNAVAILABLE,",
    "CLOUD_UNAVAILABLE, CLOUD_UNAVAILABLE,",
    "INVALID_RESPONSE,  CLOUD_UNAVAILABLE,",
  })
  void everyRefusalOfTheIdentityServiceHasItsReason(
      CloudFailure.Reason cause, Reason reason, @Nullable String who) {
    // Given
    fixture.identityFails(failure(cause));

    // When
    fixture.withPassword().declared();

    // Then
    var message = (who == null ? "" : who + " ") + "it is " + cause.value();
    assertThat(fixture.state()).isEqualTo(new AccountState(reason, message, null));
  }

  @Test
  void anAccountThatIsNotReadyRefusesCallsWithoutTouchingTheCloud() {
    // Given
    fixture.declared();

    // When
    var refusal = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(refusal.failure())
        .isEqualTo(
            new CloudFailure(
                CloudFailure.Reason.ACCOUNT_NOT_READY,
                "Not polled: CloudAccount prod is not ready (SecretNotFound): "
                    + "Secret credentials does not exist in namespace shop."));
    assertThat(fixture.calls).isEmpty();
  }

  @Test
  void anAccountThatDoesNotExistIsNamed() {
    // Given
    fixture.withToken("T0ken").declared().deleted();

    // When
    var refusal = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(refusal.failure())
        .isEqualTo(
            new CloudFailure(
                CloudFailure.Reason.ACCOUNT_NOT_FOUND,
                "Not polled: CloudAccount prod does not exist."));
    assertThat(fixture.state()).isNull();
  }

  @Test
  void aDeletedAccountIsNoLongerLookedAfter() {
    // Given
    fixture.withToken("T0ken").declared().deleted();
    fixture.looks.clear();
    int planned = fixture.time.planned();

    // When
    fixture.time.pass(Duration.ofHours(1));

    // Then
    assertThat(fixture.looks).isEmpty();
    assertThat(planned).isZero();
  }

  @Test
  void theSecretOfAReadyAccountIsLookedAtEveryFiveMinutes() {
    // Given
    fixture.withToken("T0ken").declared();

    // When
    fixture.time.pass(Duration.ofMinutes(11));

    // Then
    assertThat(fixture.looks).containsExactly(0.0, 300.0, 600.0);
  }

  @Test
  void aSecretThatIsMissingIsLookedForEveryFiveSeconds() {
    // Given
    fixture.declared();
    fixture.time.pass(Duration.ofSeconds(12));

    // When
    fixture.withToken("T0ken").time.pass(Duration.ofSeconds(5));

    // Then
    assertThat(fixture.looks).containsExactly(0.0, 5.0, 10.0, 15.0);
    assertThat(fixture.state()).isEqualTo(NOT_VERIFIED);
  }

  @Test
  void theSecretOfAnAccountThatIsNotReadyIsLookedAtEveryHalfMinute() {
    // Given
    fixture.withSecret(Map.of("userName", "ops")).declared();
    fixture.time.pass(Duration.ofSeconds(65));

    // When
    fixture.withToken("T0ken").time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(fixture.looks).containsExactly(0.0, 30.0, 60.0, 90.0);
    assertThat(fixture.state()).isEqualTo(NOT_VERIFIED);
  }

  @Test
  void anotherSecretIsUsedFromTheNextLookOn() throws Exception {
    // Given
    fixture.withToken("old").declared();
    fixture.serviceAccepts("old", "new");
    fixture.withToken("new").time.pass(Duration.ofMinutes(5));

    // When
    var token = fixture.call();

    // Then
    assertThat(token).isEqualTo("new");
  }

  @Test
  void anotherSpecTakesEffectAtOnce() {
    // Given
    fixture.withToken("T0ken").declared();

    // When
    fixture.declared(new AccountSettings("otc", "eu-de", "project-2", "credentials"));

    // Then
    assertThat(fixture.state()).extracting(AccountState::projectId).isEqualTo("project-2");
    assertThat(fixture.settingsChanged).isEqualTo(1);
  }

  @Test
  void aSpecThatChangesOverAndOverIsCheckedOnceAsItIsInTheEnd() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.looks.clear();
    fixture.holdChecks();

    // When
    for (int i = 0; i < 100; i++) {
      fixture.declared(new AccountSettings("otc", "eu-de", "project-" + i, "credentials"));
    }
    fixture.runChecks();

    // Then
    assertThat(fixture.looks).hasSize(1);
    assertThat(fixture.state()).extracting(AccountState::projectId).isEqualTo("project-99");
  }

  @Test
  void aCheckThatCouldNotBeQueuedIsMadeLater() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.refuseChecks(true);
    var other = new AccountSettings("otc", "eu-de", "project-2", "credentials");
    assertThatThrownBy(() -> fixture.declared(other)).isInstanceOf(IllegalStateException.class);
    fixture.refuseChecks(false);

    // When
    fixture.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(fixture.state()).extracting(AccountState::projectId).isEqualTo("project-2");
  }

  @Test
  void aPeriodicCheckThatCouldNotBeQueuedIsMadeLaterToo() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.refuseChecks(true);
    assertThatThrownBy(() -> fixture.time.pass(Duration.ofMinutes(5)))
        .isInstanceOf(IllegalStateException.class);
    fixture.refuseChecks(false);

    // When
    fixture.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(fixture.looks).containsExactly(0.0, 600.0);
  }

  @Test
  void theSameSpecIsNotLookedAtAgain() {
    // Given
    fixture.withToken("T0ken").declared();

    // When
    fixture.declared();

    // Then
    assertThat(fixture.looks).containsExactly(0.0);
  }

  @Test
  void whoeverWaitsForTheStateIsToldOfEachChangeOnce() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.time.pass(Duration.ofMinutes(10));
    fixture.withoutSecret().time.pass(Duration.ofMinutes(10));

    // When
    fixture.withToken("T0ken").time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(fixture.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.NOT_VERIFIED, Reason.SECRET_NOT_FOUND, Reason.NOT_VERIFIED);
  }

  @Test
  void aReadyAccountStaysReadyWhileTheSecretCannotBeRead() throws Exception {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");
    fixture.secretsBreak(new IllegalStateException("API server is away"));
    fixture.time.pass(Duration.ofMinutes(20));

    // When
    var token = fixture.call();

    // Then
    assertThat(token).isEqualTo("T0ken");
    assertThat(fixture.states).containsExactly(NOT_VERIFIED, READY);
  }

  @Test
  void anAccountWhoseSecretWasNeverReadIsReadyAsSoonAsItCanBe() {
    // Given
    fixture.secretsBreak(new IllegalStateException("API server is away"));
    fixture.withToken("T0ken").declared();
    var before = fixture.reason();
    fixture.secretsBreak(null);

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(before).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(fixture.state()).isEqualTo(NOT_VERIFIED);
    assertThat(fixture.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.CLOUD_UNAVAILABLE, Reason.NOT_VERIFIED);
  }
}
