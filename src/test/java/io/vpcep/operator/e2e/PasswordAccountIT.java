package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.iam.User;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account that logs in with a password, and logs in again whenever it has to. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class PasswordAccountIT {

  private static final Duration SOON = ofSeconds(20);
  private static final String OLD = "old-password";
  private static final String FRESH = "fresh-password";
  private static final String SERVICE = "service";
  private static final String NAME = "shop";
  private static final String LOGIN = "login";

  private final ControlPlane plane;

  PasswordAccountIT(ControlPlane plane) {
    this.plane = plane;
  }

  @Test
  void nobodyNoticesThatATokenWasRevokedOrAPasswordChangedOnBothSides() throws Exception {
    try (var stage = stage("24h");
        var accounts = History.of(stage, CloudAccount.class);
        var connections = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      awaitRead(stage);
      var start = Instant.now();
      // When
      stage.cloud().identity().revokeIssuedTokens();
      awaitRead(stage);
      // Then
      assertThat(stage.cloud().requests().count(Operation.CREATE_TOKEN)).isEqualTo(2);
      // When
      stage.cloud().identity().putUser(new User("somebody", FRESH, "domain"));
      stage.secret(LOGIN, login(FRESH));
      stage.cloud().identity().revokeIssuedTokens();
      awaitRead(stage);
      // Then
      assertThat(stage.cloud().requests().count(Operation.CREATE_TOKEN)).isEqualTo(3);
      assertThat(accounts.of(LOGIN, start)).isEmpty();
      assertThat(connections.of(NAME, start)).isEmpty();
      assertThat(stage.eventReasons(LOGIN)).containsExactly("AccountReady");
      assertThat(stage.eventReasons(NAME)).containsExactly("ConnectionAccepted");
    }
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() throws Exception {
    try (var stage = stage("3s")) {
      // When
      await().atMost(SOON).until(() -> stage.cloud().requests().count(Operation.CREATE_TOKEN) >= 3);
      awaitRead(stage);
      // Then
      assertThat(stage.calls(SERVICE).answeredWith(401).all()).isEmpty();
      assertThat(stage.eventReasons(LOGIN)).containsExactly("AccountReady");
    }
  }

  @Test
  void aRevokedTokenWhileNobodyCanLogInIsTheAccountsTroubleAndPassesWithIt() throws Exception {
    try (var stage = stage("24h", "3s")) {
      // Given
      awaitRead(stage);
      // When
      stage.cloud().faults().add(Fault.status(503, Target.of(Api.IAM)));
      stage.cloud().identity().revokeIssuedTokens();
      // Then
      await()
          .atMost(SOON)
          .until(
              () ->
                  stage
                      .accountReady(LOGIN)
                      .startsWith(
                          "False CloudUnavailable: The identity service (IAM) is unavailable"));
      // When
      stage.cloud().faults().clear();
      // Then
      await().atMost(SOON).until(() -> stage.accountReady(LOGIN).startsWith("True"));
      await().atMost(SOON).until(() -> stage.condition(NAME, "Synced"), "True Polled"::equals);
      assertThat(stage.eventReasons(NAME)).containsExactly("ConnectionAccepted");
    }
  }

  private OperatorFixture stage(String tokenLife) throws Exception {
    return stage(tokenLife, "10m");
  }

  private OperatorFixture stage(String tokenLife, String staleAfter) throws Exception {
    var stage =
        OperatorFixture.set(
            plane,
            "password-account",
            "polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: %s}".formatted(staleAfter),
            EmulatorOptions.defaults().withData("tokenLife: " + tokenLife));
    stage.cloud().identity().putUser(new User("somebody", OLD, "domain"));
    stage.cloud().world().put(SourceRef.service(SERVICE), NAME, details -> details);
    stage.secret(LOGIN, login(OLD));
    stage.applyAccount(
        LOGIN, "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: login}}");
    stage.startOperator();
    stage.applyConnection(
        NAME, "{accountRef: {name: login}, vpcEndpointService: {id: service}, endpointID: shop}");
    await().atMost(SOON).until(() -> stage.condition(NAME, "Ready"), "True Accepted"::equals);
    return stage;
  }

  private static void awaitRead(OperatorFixture stage) {
    var now = Instant.now();
    await()
        .atMost(SOON)
        .until(() -> stage.calls(SERVICE).answeredWith(200).between(now, Instant.MAX).count() >= 2);
  }

  private static Map<String, String> login(String password) {
    return Map.of("userName", "somebody", "password", password, "domainName", "domain");
  }
}
