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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes an account ready, and what keeps it from being ready. */
class ReadinessTest {

  private static final AccountState READY =
      new AccountState(Reason.AUTHENTICATED, "The cloud accepts the credentials.", "project-1");

  private final Branch branch = new Branch();

  @Test
  void aTokenMakesAnAccountReadyWithoutACall() {
    // When
    branch.withToken("T0ken").declared();

    // Then
    assertThat(branch.state()).isEqualTo(READY);
    assertThat(branch.logins).isEmpty();
    assertThat(branch.calls).isEmpty();
  }

  @Test
  void aPasswordIsExchangedForOneTokenThatServesAllCalls() throws Exception {
    // Given
    branch.withPassword().declared();
    branch.serviceAccepts("token-1");

    // When
    var tokens = List.of(branch.call(), branch.call(), branch.call());

    // Then
    assertThat(branch.state()).isEqualTo(READY);
    assertThat(tokens).containsOnly("token-1");
    assertThat(branch.logins).containsExactly(0.0);
  }

  @Test
  void theProjectIsLookedUpForAPassword() {
    // When
    branch.withPassword().declared(new AccountSettings("otc", "eu-de", null, "credentials"));

    // Then
    assertThat(branch.state())
        .extracting(AccountState::ready, AccountState::projectId)
        .containsExactly(true, "looked-up");
  }

  @Test
  void aTokenDoesNotTellItsProject() {
    // When
    branch.withToken("T0ken").declared(new AccountSettings("otc", "eu-de", null, "credentials"));

    // Then
    assertThat(branch.state())
        .isEqualTo(
            new AccountState(
                Reason.PROJECT_NOT_FOUND,
                "a token does not tell its project: set spec.projectID",
                null));
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    // When
    branch.declared();

    // Then
    assertThat(branch.state())
        .isEqualTo(
            new AccountState(
                Reason.SECRET_NOT_FOUND,
                "there is no Secret credentials in namespace shop.",
                null));
  }

  @Test
  void aSecretWithoutAllKeysIsInvalid() {
    // When
    branch.withSecret(Map.of("userName", "ops")).declared();

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.INVALID_SECRET);
  }

  @Test
  void anUnknownCloudIsSaidAsTheConfigurationPutsIt() {
    // When
    branch.withToken("T0ken").declared(new AccountSettings("otk", "eu-de", "p", "credentials"));

    // Then
    assertThat(branch.state())
        .isEqualTo(new AccountState(Reason.UNKNOWN_CLOUD, "there is no cloud otk.", null));
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsRefusedWithoutShowingIt() {
    // When
    branch.withToken("hid den").declared();

    // Then
    assertThat(branch.state())
        .isEqualTo(
            new AccountState(
                Reason.UNAUTHORIZED, "the token has characters that no token has", null));
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED,      UNAUTHORIZED",
    "FORBIDDEN,         UNAUTHORIZED",
    "PROJECT_NOT_FOUND, PROJECT_NOT_FOUND",
    "THROTTLED,         CLOUD_UNAVAILABLE",
    "CLOUD_UNAVAILABLE, CLOUD_UNAVAILABLE",
    "INVALID_RESPONSE,  CLOUD_UNAVAILABLE",
  })
  void everyRefusalOfTheIdentityServiceHasItsReason(CloudFailure.Reason cause, Reason reason) {
    // Given
    branch.identityFails(failure(cause));

    // When
    branch.withPassword().declared();

    // Then
    assertThat(branch.state()).isEqualTo(new AccountState(reason, "it is " + cause.word(), null));
  }

  @Test
  void anAccountThatIsNotReadyRefusesCallsWithoutTouchingTheCloud() {
    // Given
    branch.declared();

    // When
    var refusal = catchThrowableOfType(CloudException.class, branch::call);

    // Then
    assertThat(refusal.failure())
        .isEqualTo(
            new CloudFailure(
                CloudFailure.Reason.ACCOUNT_NOT_READY,
                "CloudAccount prod is not ready; its own status says why."));
    assertThat(branch.calls).isEmpty();
  }

  @Test
  void anAccountThatDoesNotExistIsNamed() {
    // Given
    branch.withToken("T0ken").declared().deleted();

    // When
    var refusal = catchThrowableOfType(CloudException.class, branch::call);

    // Then
    assertThat(refusal.failure())
        .isEqualTo(
            new CloudFailure(
                CloudFailure.Reason.ACCOUNT_NOT_FOUND,
                "there is no CloudAccount prod in namespace shop."));
    assertThat(branch.state()).isNull();
  }

  @Test
  void aDeletedAccountIsNoLongerLookedAfter() {
    // Given
    branch.withToken("T0ken").declared().deleted();
    branch.looks.clear();

    // When
    branch.time.pass(Duration.ofHours(1));

    // Then
    assertThat(branch.looks).isEmpty();
  }

  @Test
  void theSecretOfAReadyAccountIsLookedAtEveryFiveMinutes() {
    // Given
    branch.withToken("T0ken").declared();

    // When
    branch.time.pass(Duration.ofMinutes(11));

    // Then
    assertThat(branch.looks).containsExactly(0.0, 300.0, 600.0);
  }

  @Test
  void theSecretOfAnAccountThatIsNotReadyIsLookedAtEveryHalfMinute() {
    // Given
    branch.declared();
    branch.time.pass(Duration.ofSeconds(65));

    // When
    branch.withToken("T0ken").time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(branch.looks).containsExactly(0.0, 30.0, 60.0, 90.0);
    assertThat(branch.state()).isEqualTo(READY);
  }

  @Test
  void anotherSecretIsUsedFromTheNextLookOn() throws Exception {
    // Given
    branch.withToken("old").declared();
    branch.serviceAccepts("old", "new");
    branch.withToken("new").time.pass(Duration.ofMinutes(5));

    // When
    var token = branch.call();

    // Then
    assertThat(token).isEqualTo("new");
  }

  @Test
  void anotherSpecTakesEffectAtOnce() {
    // Given
    branch.withToken("T0ken").declared();

    // When
    branch.declared(new AccountSettings("otc", "eu-de", "project-2", "credentials"));

    // Then
    assertThat(branch.state()).extracting(AccountState::projectId).isEqualTo("project-2");
    assertThat(branch.settingsChanged).isEqualTo(1);
  }

  @Test
  void theSameSpecIsNotLookedAtAgain() {
    // Given
    branch.withToken("T0ken").declared();

    // When
    branch.declared();

    // Then
    assertThat(branch.looks).containsExactly(0.0);
  }

  @Test
  void whoeverWaitsForTheStateIsToldOfEachChangeOnce() {
    // Given
    branch.withToken("T0ken").declared();
    branch.time.pass(Duration.ofMinutes(10));
    branch.withoutSecret().time.pass(Duration.ofMinutes(10));

    // When
    branch.withToken("T0ken").time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(branch.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.AUTHENTICATED, Reason.SECRET_NOT_FOUND, Reason.AUTHENTICATED);
  }

  @Test
  void aReadyAccountStaysReadyWhileTheSecretCannotBeRead() throws Exception {
    // Given
    branch.withToken("T0ken").declared();
    branch.serviceAccepts("T0ken");
    branch.secretsBreak(new IllegalStateException("API server is away"));
    branch.time.pass(Duration.ofMinutes(20));

    // When
    var token = branch.call();

    // Then
    assertThat(token).isEqualTo("T0ken");
    assertThat(branch.states).containsExactly(READY);
  }

  @Test
  void anAccountWhoseSecretWasNeverReadIsReadyAsSoonAsItCanBe() {
    // Given
    branch.secretsBreak(new IllegalStateException("API server is away"));
    branch.withToken("T0ken").declared();
    var before = branch.reason();
    branch.secretsBreak(null);

    // When
    branch.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(before).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(branch.state()).isEqualTo(READY);
  }

  @Test
  void aCallBeforeTheFirstCheckMakesTheCheckItself() throws Exception {
    // Given
    var account = branch.anAccount();
    branch.withToken("T0ken").serviceAccepts("T0ken");
    account.declare(SETTINGS);

    // When
    var token = account.call(branch::serve);

    // Then
    assertThat(token).isEqualTo("T0ken");
  }
}
