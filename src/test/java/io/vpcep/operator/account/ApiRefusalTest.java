package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.KEY;
import static io.vpcep.operator.account.AccountFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one API refuses is refused by that API. */
class ApiRefusalTest {

  private final AccountFixture fixture = new AccountFixture();

  @Test
  void theOtherApiIsReadOnAsIfTheRefusingOneDidNotExist() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.calls.clear();

    // When
    int answered = 0;
    for (int second = 0; second < 300; second++) {
      fixture.time.pass(Duration.ofSeconds(1));
      answered += fixture.call(KEY, VpcepSource.API).isEmpty() ? 0 : 1;
      fixture.failureOf(KEY, CssSource.API);
    }

    // Then
    assertThat(answered).isEqualTo(300);
    assertThat(fixture.calls).hasSize(300 + 3);
    assertThat(fixture.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.NOT_VERIFIED, Reason.AUTHENTICATED);
  }

  @Test
  void theMessageNamesWhoRefusesAndWhoAccepts() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();

    // When
    var failure = fixture.failureOf(KEY, CssSource.API);

    // Then
    assertThat(failure)
        .isEqualTo(
            new CloudFailure(
                CloudFailure.Reason.FORBIDDEN,
                "The CSS API refused the credentials (401) although the VPCEP API accepts them. "
                    + "Cloud: 401 APIGW.0301: incorrect token."));
  }

  @Test
  void theIdentityServiceIsNamedWhereItAcceptsTheCredentials() {
    // Given
    fixture.withPassword().declared();
    fixture.refuses(VpcepSource.API);

    // When
    var failure = fixture.failureOf(KEY, VpcepSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.FORBIDDEN);
    assertThat(failure.message())
        .startsWith(
            "The VPCEP API refused the credentials (401) although the identity service accepts");
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aRefusingApiIsCalledForOneProbeAtATimeWithALongBackOff() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.calls.clear();

    // When
    for (int second = 0; second < 1000; second++) {
      fixture.time.pass(Duration.ofSeconds(1));
      fixture.failureOf(KEY, CssSource.API);
    }

    // Then
    assertThat(fixture.calls).containsExactly(30.0, 90.0, 210.0, 450.0, 750.0);
  }

  @Test
  void anApiThatAcceptsTheCredentialsAgainIsReadAgain() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.accepts(CssSource.API);
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var answers = fixture.call(KEY, CssSource.API) + fixture.call(KEY, CssSource.API);

    // Then
    assertThat(answers).isEqualTo("T0kenT0ken");
  }

  @Test
  void aProbeThatGetsNoAnswerIsRepeatedAtTheSamePace() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.calls.clear();
    fixture.serviceFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));

    // When
    for (int second = 0; second < 100; second++) {
      fixture.time.pass(Duration.ofSeconds(1));
      fixture.failureOf(KEY, CssSource.API);
    }

    // Then
    assertThat(fixture.calls).containsExactly(30.0, 60.0, 90.0);
  }

  @Test
  void credentialsThatAllApisRefuseMakeTheAccountUnauthorizedAndAllAreNamed() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.refuses(VpcepSource.API);

    // When
    var failure = fixture.failureOf(KEY, VpcepSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(fixture.state())
        .isEqualTo(
            new AccountState(
                Reason.UNAUTHORIZED,
                "The VPCEP API and the CSS API refused the credentials (401). "
                    + "Cloud: 401 APIGW.0301: incorrect token.",
                null));
  }

  @Test
  void anApiThatIsNoLongerAskedDoesNotKeepTheAccountReadyAfterTheTokenHasEnded() throws Exception {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");
    fixture.call(KEY, CssSource.API);
    fixture.time.pass(Duration.ofHours(1));
    fixture.serviceAccepts();

    // When
    var failure = fixture.failureOf(KEY, VpcepSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aRefusingApiNamesNobodyWhoseAnswerIsTooOldToCount() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.time.pass(Duration.ofMinutes(59).plusSeconds(30));
    fixture.failureOf(KEY, CssSource.API);
    fixture.time.pass(Duration.ofSeconds(30));

    // When
    var failure = fixture.failureOf(KEY, CssSource.API);

    // Then
    assertThat(failure.message())
        .isEqualTo(
            "The CSS API refused the credentials (401). Cloud: 401 APIGW.0301: incorrect token.");
  }

  @Test
  void anAccessKeyThatTheIdentityServiceRefusesTooMakesTheAccountUnauthorized() {
    // Given
    fixture.withAccessKey("AK").declared();
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));

    // When
    var failure = fixture.failureOf(KEY, CssSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(fixture.state())
        .extracting(AccountState::message)
        .isEqualTo("The identity service refused the credentials. it is Unauthorized");
  }

  @Test
  void anAccessKeyThatTheIdentityServiceStillAcceptsIsRefusedByTheApiAlone() {
    // Given
    fixture.withAccessKey("AK").declared();
    fixture.lookUps.clear();

    // When
    var failure = fixture.failureOf(KEY, CssSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.FORBIDDEN);
    assertThat(fixture.lookUps).hasSize(1);
    assertThat(fixture.calls).hasSize(1);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void otherCredentialsAreTriedAtOnceAndWhatWasRefusedIsReadAnew() throws Exception {
    // Given
    aTokenThatOnlyVpcepAccepts();
    fixture.accepts(CssSource.API);
    fixture.withSecret(Map.of("token", "new")).serviceAccepts("new");

    // When
    fixture.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(fixture.settingsChanged).isEqualTo(1);
    assertThat(fixture.call(KEY, CssSource.API)).isEqualTo("new");
  }

  @Test
  void whileTheIdentityServiceIsDownAnApiThatAcceptsTheTokenIsReadOn() throws Exception {
    // Given
    fixture.withPassword().declared();
    fixture.serviceAccepts("token-1");
    fixture.call(KEY, VpcepSource.API);
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.refuses(CssSource.API);

    // When
    var failure = fixture.failureOf(KEY, CssSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.FORBIDDEN);
    assertThat(fixture.call(KEY, VpcepSource.API)).isEqualTo("token-1");
  }

  private void aTokenThatOnlyVpcepAccepts() throws CloudException {
    fixture.withToken("T0ken").declared();
    fixture.serviceAccepts("T0ken");
    fixture.refuses(CssSource.API);
    fixture.call(KEY, VpcepSource.API);
    assertThat(fixture.failureOf(KEY, CssSource.API).reason())
        .isEqualTo(CloudFailure.Reason.FORBIDDEN);
  }
}
