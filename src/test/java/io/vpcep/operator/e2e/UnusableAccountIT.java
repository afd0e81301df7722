package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts that are not there or not complete. */
@ExtendWith(SharedControlPlane.class)
class UnusableAccountIT {

  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final Duration SOON = ofSeconds(10);
  private static final String PASSWORD = "password-beside-a-token";

  private final OperatorFixture stage;

  UnusableAccountIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(
            plane, "unusable-account", "polling: {defaultInterval: 1s, minInterval: 1s}");
  }

  @BeforeEach
  void start() throws Exception {
    stage.startOperator();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void anAccountSaysWhatItLacks() {
    // Given
    stage.secret("both", Map.of("token", OperatorFixture.TOKEN, "password", PASSWORD));
    stage.secret("half", Map.of("userName", "emulator", "password", PASSWORD));
    // When
    stage.account("without-secret", "no-such-secret");
    stage.account("with-both", "both");
    stage.account("with-half", "half");
    stage.applyAccount(
        "elsewhere",
        "{cloud: nowhere, region: eu-de, projectID: p, credentialsSecretRef: {name: credentials}}");
    stage.applyAccount(
        "without-project",
        "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: credentials}}");
    // Then
    says(
        "without-secret",
        "False SecretNotFound: Secret no-such-secret does not exist in namespace");
    says(
        "with-both", "False InvalidSecret: Secret both has the keys password, token, which belong");
    says(
        "with-half",
        "False InvalidSecret: Secret half has the keys password, userName; domainName is missing");
    says("elsewhere", "False UnknownCloud: Cloud nowhere is not configured (configured: emulator,");
    assertThat(stage.accountReady("elsewhere")).contains("huaweicloud", "huaweicloud-eu", "otc");
    says("without-project", "False ProjectNotFound: spec.projectID is required with a token.");
    assertThat(stage.eventReasons("with-both")).containsExactly("AccountNotReady");
  }

  @Test
  void aDeletedAccountIsMissedAtOnceAndFoundAgainWhenItIsBack() {
    // Given
    stage.watchService("shop", SERVICE, ENDPOINT, null);
    await().atMost(SOON).until(() -> stage.condition("shop", "Ready"), "True Accepted"::equals);
    // When
    stage.user().resources(CloudAccount.class).withName(OperatorFixture.ACCOUNT).delete();
    // Then
    await()
        .atMost(ofSeconds(3))
        .until(() -> stage.condition("shop", "Synced"), "False AccountNotFound"::equals);
    assertThat(stage.condition("shop", "Ready")).isEqualTo("True Accepted");
    int calls = stage.calls(SERVICE).count();
    await().during(ofSeconds(2)).atMost(SOON).until(() -> stage.calls(SERVICE).count() == calls);
    // When
    stage.account(OperatorFixture.ACCOUNT, "credentials");
    // Then
    await()
        .atMost(ofSeconds(5))
        .until(() -> stage.condition("shop", "Synced"), "True Polled"::equals);
    assertThat(stage.eventReasons("shop")).containsExactly("ConnectionAccepted");
  }

  private void says(String account, String ready) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(stage.accountReady(account)).startsWith(ready));
  }
}
