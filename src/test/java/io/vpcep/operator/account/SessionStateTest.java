package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.SETTINGS;
import static io.vpcep.operator.account.AccountFixture.failure;
import static io.vpcep.operator.support.Sessions.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.account.CredentialView.Verdict;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account says and tries next, and that it says each thing once. */
class SessionStateTest {

  private static final SessionInputs PASSWORD =
      inputs("project-1", new Credentials.Password(new PasswordLogin("ops", "sesame", "domain")));
  private static final SessionInputs KEY =
      inputs("project-1", new Credentials.Key(new AccessKey("AK", "sesame", null)));
  private static final SessionInputs TOKEN = inputs("project-1", new Credentials.Token("T0ken"));

  private static final CredentialView UNKNOWN =
      new CredentialView(Verdict.UNKNOWN, "", MonotonicTime.MIN);
  private static final CredentialView ACCEPTED =
      new CredentialView(Verdict.ACCEPTED, "", MonotonicTime.MIN);
  private static final CredentialView REFUSED =
      new CredentialView(Verdict.REFUSED, "The API refused the credentials.", at(30));

  private final SessionState state = new SessionState(new ExponentialBackoff(() -> 0));

  @Test
  void whatOthersFindOutMeansNothingBeforeThereIsASession() {
    assertThat(state.follow(ACCEPTED, at(0))).isFalse();
    assertThat(state.state()).isNull();
  }

  @Test
  void anAccountWhoseCredentialsOthersTryWaitsUntilTheyKnowAndSaysNothing() {
    // When
    boolean isNews = state.held(PASSWORD, held(LoginPermit.Why.OTHERS_TRY), UNKNOWN, at(0));

    // Then
    assertThat(isNews).isFalse();
    assertThat(state.state()).isNull();
    assertThat(state.needsSession(PASSWORD, UNKNOWN, at(9))).isFalse();
    assertThat(state.needsSession(PASSWORD, ACCEPTED, at(9))).isTrue();
    assertThat(state.needsSession(PASSWORD, UNKNOWN, at(10))).isTrue();
  }

  @Test
  void anAccountThatALockOutHoldsBackSaysSoOnce() {
    // When
    boolean first = state.held(PASSWORD, held(LoginPermit.Why.LOCK_OUT), UNKNOWN, at(0));
    boolean second = state.held(PASSWORD, held(LoginPermit.Why.LOCK_OUT), UNKNOWN, at(5));

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(state.state()).extracting(AccountState::reason).isEqualTo(Reason.NOT_VERIFIED);
    assertThat(state.state()).matches(now -> !now.usable());
  }

  @Test
  void anAccountWithRefusedCredentialsSaysSoOnceWhoeverHoldsItBack() {
    // When
    boolean first = state.held(PASSWORD, held(LoginPermit.Why.REFUSED), REFUSED, at(0));
    boolean second = state.held(PASSWORD, held(LoginPermit.Why.REFUSED), REFUSED, at(5));

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(state.state()).extracting(AccountState::reason).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(state.needsSession(PASSWORD, REFUSED, at(29))).isFalse();
    assertThat(state.needsSession(PASSWORD, REFUSED, at(30))).isTrue();
  }

  @Test
  void aSessionAfterATimeWithoutOneIsNews() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    state.held(PASSWORD, held(LoginPermit.Why.OTHERS_TRY), UNKNOWN, at(1));

    // When
    boolean isNews = state.opened(lasting(PASSWORD), ACCEPTED, at(2));

    // Then
    assertThat(isNews).isTrue();
  }

  @Test
  void aSessionThatLastsIsKeptWhileOthersRenewTheirs() {
    // Given
    state.opened(expiring(PASSWORD), ACCEPTED, at(0));

    // When
    boolean isNews = state.held(PASSWORD, held(LoginPermit.Why.OTHERS_TRY), ACCEPTED, at(8));

    // Then
    assertThat(isNews).isFalse();
    assertThat(state.session()).isNotNull();
    assertThat(state.needsSession(PASSWORD, ACCEPTED, at(9))).isFalse();
    assertThat(state.needsSession(PASSWORD, ACCEPTED, at(10))).isTrue();
  }

  @Test
  void aFaultOfOurOwnIsSaidOnceAndRetriedLessAndLessOften() {
    // When
    boolean first = state.internalError(SETTINGS, at(0));
    var retried = state.nextCheck(at(0));
    boolean second = state.internalError(SETTINGS, at(1));

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(retried).isEqualTo(at(1));
    assertThat(state.nextCheck(at(1))).isEqualTo(at(3));
  }

  @Test
  void aReadyAccountStaysSoWhenNobodyRemembersThatItsCredentialsWereAccepted() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));

    // When
    boolean isNews = state.follow(UNKNOWN, at(1));

    // Then
    assertThat(isNews).isFalse();
    assertThat(state.state()).extracting(AccountState::reason).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void anotherSpecIsNotVerifiedThoughItReadsTheSameProject() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    var other = inputs("project-1", "other", new Credentials.Token("other"));

    // When
    boolean isNews = state.opened(lasting(other), UNKNOWN, at(1));

    // Then
    assertThat(isNews).isTrue();
    assertThat(state.state()).extracting(AccountState::reason).isEqualTo(Reason.NOT_VERIFIED);
  }

  @Test
  void theSameVerdictOnAnotherSpecIsNews() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    var other = inputs("project-1", "other", new Credentials.Token("other"));

    // When
    boolean isNews = state.opened(lasting(other), ACCEPTED, at(1));

    // Then
    assertThat(isNews).isTrue();
    assertThat(state.stateOf(other.settings())).isEqualTo(state.state());
    assertThat(state.stateOf(TOKEN.settings())).isNull();
  }

  @Test
  void whileOthersTryTheCredentialsOfAnotherSpecNothingIsKnownOfIt() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    var other = inputs("project-1", "other", PASSWORD.credentials());

    // When
    boolean isNews = state.held(other, held(LoginPermit.Why.OTHERS_TRY), UNKNOWN, at(1));

    // Then
    assertThat(isNews).isFalse();
    assertThat(state.stateOf(other.settings())).isNull();
    assertThat(state.unreadable(other.settings(), at(2))).as("not read at present").isTrue();
    assertThat(state.stateOf(other.settings()))
        .extracting(AccountState::reason)
        .isEqualTo(Reason.CLOUD_UNAVAILABLE);
  }

  @Test
  void aSpecThatIsTakenBackHasNothingOfItsSessionWhileItsSecretCannotBeRead() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    var other = inputs("project-1", "other", PASSWORD.credentials());
    state.held(other, held(LoginPermit.Why.OTHERS_TRY), UNKNOWN, at(1));

    // When
    boolean isNews = state.unreadable(TOKEN.settings(), at(2));

    // Then
    assertThat(isNews).isTrue();
    assertThat(state.state()).extracting(AccountState::reason).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(state.isChecked(TOKEN.settings())).isTrue();
  }

  @Test
  void aSpecThatIsTakenBackIsNotCheckedBeforeItHasASession() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    var other = inputs("project-1", "other", PASSWORD.credentials());

    // When
    state.held(other, held(LoginPermit.Why.OTHERS_TRY), UNKNOWN, at(1));

    // Then
    assertThat(state.isChecked(other.settings())).isFalse();
    assertThat(state.isChecked(TOKEN.settings())).isFalse();
  }

  @Test
  void afterAFaultWithAnotherSpecTheOneBeforeIsCheckedAgain() {
    // Given
    state.refused(PASSWORD, REFUSED, at(0));
    var other = inputs("project-1", "other", KEY.credentials()).settings();

    // When
    state.internalError(other, at(1));

    // Then
    assertThat(state.stateOf(other))
        .extracting(AccountState::reason)
        .isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(state.needsSession(PASSWORD, REFUSED, at(2))).isTrue();
  }

  @Test
  void anAccountThatReadsAnotherProjectIsNotVerified() {
    // Given
    state.opened(lasting(TOKEN), ACCEPTED, at(0));
    var other = inputs("project-2", new Credentials.Token("other"));

    // When
    boolean isNews = state.opened(lasting(other), UNKNOWN, at(1));

    // Then
    assertThat(isNews).isTrue();
    assertThat(state.state())
        .extracting(AccountState::reason, AccountState::projectId)
        .containsExactly(Reason.NOT_VERIFIED, "project-2");
  }

  @Test
  void anAccountWithoutAProjectTriesAgainLaterThoughItsCredentialsAreAccepted() {
    // When
    boolean first = notOpened(CloudFailure.Reason.PROJECT_NOT_FOUND, ACCEPTED, 0);
    boolean second = notOpened(CloudFailure.Reason.PROJECT_NOT_FOUND, ACCEPTED, 30);

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(state.needsSession(PASSWORD, ACCEPTED, at(89))).isFalse();
    assertThat(state.needsSession(PASSWORD, ACCEPTED, at(90))).isTrue();
  }

  @Test
  void anIdentityServiceThatIsSilentLeavesRefusedCredentialsRefused() {
    // When
    boolean first = notOpened(CloudFailure.Reason.CLOUD_UNAVAILABLE, REFUSED, 0);
    boolean second = notOpened(CloudFailure.Reason.CLOUD_UNAVAILABLE, REFUSED, 1);

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(state.state())
        .extracting(AccountState::reason, AccountState::message)
        .containsExactly(Reason.UNAUTHORIZED, "The API refused the credentials.");
  }

  @Test
  void aRefusalIsSaidOnceAndNothingIsTriedBeforeTheProbe() {
    // When
    boolean first = state.refused(PASSWORD, REFUSED, at(0));
    boolean second = state.refused(PASSWORD, REFUSED, at(1));

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(state.needsSession(PASSWORD, REFUSED, at(29))).isFalse();
    assertThat(state.needsSession(KEY, REFUSED, at(29))).as("others").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"29, false", "30, true"})
  void aRefusedAccessKeyIsVerifiedAgainWithTheProbeAndATokenIsNot(long now, boolean isVerified) {
    // Given
    var ofKey = new SessionState(new ExponentialBackoff(() -> 0));
    ofKey.opened(lasting(KEY), ACCEPTED, at(0));
    state.opened(lasting(TOKEN), ACCEPTED, at(0));

    // When
    ofKey.follow(REFUSED, at(1));
    state.follow(REFUSED, at(1));

    // Then
    assertThat(ofKey.needsSession(KEY, REFUSED, at(now))).isEqualTo(isVerified);
    assertThat(state.needsSession(TOKEN, REFUSED, at(now))).isFalse();
  }

  private boolean notOpened(CloudFailure.Reason reason, CredentialView view, long now) {
    return state.notOpened(PASSWORD, failure(reason), true, view, at(now));
  }

  private static LoginPermit.Held held(LoginPermit.Why why) {
    return new LoginPermit.Held(at(10), why, null);
  }

  private static ActiveSession lasting(SessionInputs inputs) {
    return ActiveSession.lasting(inputs, session(inputs));
  }

  /** Of twenty seconds from zero on. */
  private static ActiveSession expiring(SessionInputs inputs) {
    var now = new Now(AccountFixture.NOON, at(0));
    return ActiveSession.expiring(
        inputs, session(inputs), now, AccountFixture.NOON.plusSeconds(20));
  }

  private static Session session(SessionInputs inputs) {
    return new Session(NOWHERE, String.valueOf(inputs.settings().projectId()), Authenticator.NONE);
  }

  private static SessionInputs inputs(String projectId, Credentials credentials) {
    return inputs(projectId, "credentials", credentials);
  }

  private static SessionInputs inputs(
      String projectId, String secretName, Credentials credentials) {
    var settings = new AccountSettings("otc", "eu-de", projectId, secretName);
    return new SessionInputs(settings, NOWHERE, credentials);
  }

  private static MonotonicTime at(long seconds) {
    return new MonotonicTime(Duration.ofSeconds(seconds).toNanos());
  }
}
