package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.iam.User;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts whose credentials the cloud does not take any more, and what brings them back. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class RefusedAccountIT {

  private static final Duration SOON = ofSeconds(15);

  /** The Secret of an account that is not ready is looked at every 30 s. */
  private static final Duration SECRET_IS_SEEN = ofSeconds(36);

  private static final String OLD = "old-token";
  private static final String FRESH = "fresh-token";
  private static final String KEPT = "kept-token";
  private static final String OLD_PASSWORD = "old-password";
  private static final String FRESH_PASSWORD = "fresh-password";

  private static final List<String> ACCOUNTS =
      List.of("often-account", "seldom-account", "password-account", "waiting-account");

  private final OperatorFixture stage;

  RefusedAccountIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(
            plane,
            "refused-account",
            "polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 4s}");
  }

  @BeforeEach
  void start() throws Exception {
    stage.cloud().identity().addFixedToken(OLD);
    stage.cloud().identity().addFixedToken(KEPT);
    stage.startOperator();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void aRefusedAccountIsLeftAloneForItsTimeAndThenComesBackByItselfOrByItsSecret() {
    try (var history = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      watch("often", token("often-account", OLD), "1s");
      watch("seldom", token("seldom-account", OLD), "1h");
      watch("by-password", password("password-account"), "1h");
      watch("waiting", token("waiting-account", KEPT), "1s");
      awaitReady("often", "seldom", "by-password", "waiting");
      var start = Instant.now();
      // When
      stage.cloud().identity().putUser(new User("somebody", FRESH_PASSWORD, "domain"));
      stage.cloud().identity().revokeIssuedTokens();
      stage.cloud().identity().revokeFixedTokens();
      stage.cloud().identity().addFixedToken(KEPT);
      stage.cloud().faults().add(Fault.status(401, Target.ofSource("waiting")));
      stage.request("seldom", "now");
      stage.request("by-password", "now");
      // Then
      for (var account : ACCOUNTS) {
        await().atMost(SOON).until(() -> stage.accountReady(account).startsWith("False Unauth"));
      }
      await().atMost(SOON).until(() -> isStale("often"));
      await().during(ofSeconds(4)).atMost(SOON).until(() -> isStale("often"));
      assertThat(history.of("often", start))
          .extracting(version -> OperatorFixture.condition(version.resource(), "Synced"))
          .containsExactly("False AccountNotReady");
      assertThat(stage.eventReasons("often-account"))
          .containsExactlyInAnyOrder("AccountReady", "AccountNotReady");
      // When
      stage.cloud().faults().clear();
      stage.cloud().identity().addFixedToken(FRESH);
      stage.secret("often-account", Map.of("token", FRESH));
      stage.secret("seldom-account", Map.of("token", FRESH));
      stage.secret("password-account", login(FRESH_PASSWORD));
      var corrected = Instant.now();
      // Then
      for (var account : ACCOUNTS) {
        await().atMost(left(corrected)).until(() -> stage.accountReady(account).startsWith("True"));
      }
      awaitReady("often", "seldom", "by-password", "waiting");
      for (var name : List.of("often", "waiting")) {
        var refused = stage.calls(name).answeredWith(401);
        assertThat(refused.count()).isEqualTo(1);
        var next = stage.calls(name).between(refused.last().plusNanos(1), Instant.MAX);
        assertThat(Duration.between(refused.last(), next.first())).isGreaterThan(ofSeconds(29));
      }
      assertThat(stage.eventReasons("often-account"))
          .containsExactlyInAnyOrder("AccountReady", "AccountNotReady", "AccountReady");
      for (var name : List.of("often", "seldom", "by-password", "waiting")) {
        assertThat(stage.eventReasons(name)).containsExactly("ConnectionAccepted");
      }
    }
  }

  @Test
  void aCorrectedSpecIsNoticedAtOnce() {
    // Given
    watch("shop", token("account", OLD), "1s");
    awaitReady("shop");
    stage.cloud().identity().revokeFixedTokens();
    await().atMost(SOON).until(() -> stage.accountReady("account").startsWith("False Unauth"));
    // When
    stage.cloud().identity().addFixedToken(FRESH);
    stage.secret("fresh-secret", Map.of("token", FRESH));
    spec("account", "fresh-secret");
    // Then
    await().atMost(ofSeconds(3)).until(() -> stage.accountReady("account").startsWith("True"));
    awaitReady("shop");
  }

  @Test
  void aRefusedAccountThatAlsoLostItsSecretComesBackWithItAtTheNextProbe() {
    // Given
    watch("shop", token("account", OLD), "1s");
    awaitReady("shop");
    stage.cloud().identity().revokeFixedTokens();
    await().atMost(SOON).until(() -> stage.accountReady("account").startsWith("False Unauth"));
    spec("account", "no-such-secret");
    await().atMost(SOON).until(() -> stage.accountReady("account").startsWith("False SecretNot"));
    // When
    stage.cloud().identity().addFixedToken(OLD);
    spec("account", "account");
    // Then
    await().atMost(SECRET_IS_SEEN).until(() -> stage.accountReady("account").startsWith("True"));
    awaitReady("shop");
  }

  private static Duration left(Instant since) {
    return Duration.between(Instant.now(), since.plus(SECRET_IS_SEEN));
  }

  private boolean isStale(String name) {
    return stage.condition(name, "Ready").equals("Unknown ObservationStale")
        && stage.state(name).equals("accepted");
  }

  /** Makes an account with a token of its own; returns its name. */
  private String token(String account, String token) {
    stage.secret(account, Map.of("token", token));
    spec(account, account);
    return account;
  }

  private String password(String account) {
    stage.cloud().identity().putUser(new User("somebody", OLD_PASSWORD, "domain"));
    stage.secret(account, login(OLD_PASSWORD));
    spec(account, account);
    return account;
  }

  private void spec(String account, String secret) {
    stage.applyAccount(
        account,
        "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: %s}}"
            .formatted(secret));
  }

  private static Map<String, String> login(String password) {
    return Map.of("userName", "somebody", "password", password, "domainName", "domain");
  }

  private void watch(String name, String account, String interval) {
    stage.cloud().world().put(SourceRef.service(name), name, details -> details);
    stage.applyConnection(
        name,
        "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s, pollInterval: %s}"
            .formatted(account, name, name, interval));
  }

  private void awaitReady(String... names) {
    for (var name : names) {
      await().atMost(SOON).until(() -> stage.condition(name, "Ready"), "True Accepted"::equals);
      await().atMost(SOON).until(() -> stage.condition(name, "Synced"), "True Polled"::equals);
    }
  }
}
