package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.TOKEN;
import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.api.CloudAccount;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts that are not there or not complete. */
@EndToEnd
class UnusableAccountIT {

  private static final String PASSWORD = "password-beside-a-token";

  private final OperatorFixture fixture;

  UnusableAccountIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
  }

  @Test
  void anAccountSaysWhatItLacks() {
    // Given
    fixture.secret("both", Map.of("token", TOKEN, "password", PASSWORD));
    fixture.secret("half", Map.of("userName", "emulator", "password", PASSWORD));
    // When
    fixture.account("without-secret", "no-such-secret");
    fixture.account("with-both", "both");
    fixture.account("with-half", "half");
    fixture.applyAccount(
        "elsewhere",
        "{cloud: nowhere, region: eu-de, projectID: p, credentialsSecretRef: {name: credentials}}");
    fixture.accountWithoutProject("without-project", "credentials");
    // Then
    fixture.awaitAccount(
        "without-secret",
        "False SecretNotFound: Secret no-such-secret does not exist in namespace");
    fixture.awaitAccount(
        "with-both", "False InvalidSecret: Secret both has the keys password, token, which belong");
    fixture.awaitAccount(
        "with-half",
        "False InvalidSecret: Secret half has the keys password, userName; domainName is missing");
    fixture.awaitAccount(
        "elsewhere", "False UnknownCloud: Cloud nowhere is not configured (configured: emulator,");
    assertThat(fixture.accountReady("elsewhere")).contains("huaweicloud", "huaweicloud-eu", "otc");
    fixture.awaitAccount(
        "without-project", "False ProjectNotFound: spec.projectID is required with a token.");
    assertThat(fixture.eventReasons("with-both")).containsExactly("AccountNotReady");
  }

  @ParameterizedTest
  @CsvSource({"key, reader", "token, trial", "user, prod"})
  void anUneditedSampleIsRefusedWithoutACall(String sample, String name) {
    // When
    fixture.kubectl("apply", "-f", "deploy/samples/cloudaccount-" + sample + ".yaml");
    // Then
    fixture.awaitAccount(name, "False InvalidSecret: Secret ");
    assertThat(fixture.accountReady(name)).contains(" has the placeholder of the sample in ");
    assertThat(fixture.eventReasons(name)).containsExactly("AccountNotReady");
  }

  @Test
  void anAccountThatWasAppliedBeforeItsSecretIsReadySoonAfterIt() {
    // Given
    fixture.accountWithoutProject("early", "late");
    fixture.awaitAccount("early", "False SecretNotFound");
    // When
    fixture.secret("late", Credentials.login("emulator", "emulator-password", "emulator"));
    // Then
    fixture.awaitAccount("early", "True Authenticated", ofSeconds(6));
  }

  @Test
  void aDeletedAccountIsMissedAtOnceAndFoundAgainWhenItIsBack() {
    // Given
    fixture.watch("shop", SERVICE, ENDPOINT);
    fixture.awaitCondition("shop", "Ready", "True Accepted");
    // When
    fixture.user().resources(CloudAccount.class).withName(ACCOUNT).delete();
    // Then
    fixture.awaitCondition("shop", "Synced", "False AccountNotFound", ofSeconds(3));
    assertThat(fixture.condition("shop", "Ready")).isEqualTo("True Accepted");
    int calls = fixture.calls(SERVICE).count();
    await().during(ofSeconds(2)).atMost(SOON).until(() -> fixture.calls(SERVICE).count() == calls);
    // When
    fixture.account(ACCOUNT, "credentials");
    // Then
    fixture.awaitCondition("shop", "Synced", "True Polled", ofSeconds(5));
    assertThat(fixture.eventReasons("shop"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "NotPolled");
  }
}
