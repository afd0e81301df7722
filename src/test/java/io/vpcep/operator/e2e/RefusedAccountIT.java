package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.login;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.iam.User;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts whose credentials the cloud does not take any more, and what brings them back. */
@Tag("nightly")
@EndToEnd
class RefusedAccountIT {

  /** The Secret of an account that is not ready is looked at every 30 s. */
  private static final Duration SECRET_IS_SEEN = ofSeconds(36);

  /**
   * With this interval, no sweep is due for some tenths of a second after 30 s: the account's check
   * is first to see what its Secret has. A sweep that is due beside it would try what was refused
   * once more.
   */
  private static final String BESIDE_THE_CHECKS = "1100ms";

  private static final String OLD = "old-token";

  /** What two accounts have in common is refused to one, and the other is not asked any more. */
  private static final String OLD_OF_ANOTHER = "old-token-of-another";

  private static final String FRESH = "fresh-token";
  private static final String KEPT = "kept-token";
  private static final String OLD_PASSWORD = "old-password";
  private static final String FRESH_PASSWORD = "fresh-password";

  private static final List<String> ACCOUNTS =
      List.of("often-account", "seldom-account", "password-account", "waiting-account");

  private final OperatorFixture fixture;

  RefusedAccountIT(FixtureBuilder fixtures) throws Exception {
    fixture =
        fixtures
            .configuration("polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 4s}")
            .create();
    fixture.identity().addFixedToken(OLD);
    fixture.identity().addFixedToken(OLD_OF_ANOTHER);
    fixture.identity().addFixedToken(KEPT);
    fixture.startOperator();
  }

  @Test
  void aRefusedAccountIsLeftAloneForItsTimeAndThenComesBackByItselfOrByItsSecret() {
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    watch("often", token("often-account", OLD), BESIDE_THE_CHECKS);
    watch("seldom", token("seldom-account", OLD_OF_ANOTHER), "1h");
    watch("by-password", password("password-account"), "1h");
    watch("waiting", token("waiting-account", KEPT), "1s");
    awaitReady("often", "seldom", "by-password", "waiting");
    var start = history.now();
    // When
    fixture.identity().putUser(new User("somebody", FRESH_PASSWORD, "domain"));
    fixture.identity().revokeIssuedTokens();
    fixture.identity().revokeFixedTokens();
    fixture.identity().addFixedToken(KEPT);
    fixture.faults().add(Fault.status(401, Target.ofSource("waiting")));
    fixture.request("seldom", "now");
    fixture.request("by-password", "now");
    // Then
    for (var account : ACCOUNTS) {
      fixture.awaitAccount(account, "False Unauth");
    }
    await().atMost(SOON).until(() -> isStale("often"));
    await().during(ofSeconds(4)).atMost(SOON).until(() -> isStale("often"));
    assertThat(history.of("often", start))
        .extracting(version -> Statuses.condition(version.resource(), "Synced"))
        .containsExactly("False AccountNotReady");
    assertThat(fixture.eventReasons("often-account"))
        .containsExactlyInAnyOrder("AccountReady", "AccountNotReady");
    // When
    fixture.faults().clear();
    fixture.identity().addFixedToken(FRESH);
    fixture.secret("often-account", Map.of("token", FRESH));
    fixture.secret("seldom-account", Map.of("token", FRESH));
    fixture.secret("password-account", login("somebody", FRESH_PASSWORD, "domain"));
    var corrected = Instant.now();
    // Then
    for (var account : ACCOUNTS) {
      fixture.awaitAccount(account, "True", left(corrected));
    }
    awaitReady("often", "seldom", "by-password", "waiting");
    for (var name : List.of("often", "waiting")) {
      var refused = fixture.calls(name).answeredWith(401);
      assertThat(refused.count()).isEqualTo(1);
      var next = fixture.calls(name).after(refused.last());
      assertThat(Duration.between(refused.last(), next.first())).isGreaterThan(ofSeconds(29));
    }
    assertThat(fixture.eventReasons("often-account"))
        .containsExactlyInAnyOrder("AccountReady", "AccountNotReady", "AccountReady");
    for (var name : List.of("often", "seldom", "by-password", "waiting")) {
      assertThat(fixture.eventReasons(name)).containsExactly("ConnectionAccepted");
    }
  }

  @Test
  void aCorrectedSpecIsNoticedAtOnce() {
    // Given
    watch("shop", token("account", OLD), "1s");
    awaitReady("shop");
    fixture.identity().revokeFixedTokens();
    fixture.awaitAccount("account", "False Unauth");
    // When
    fixture.identity().addFixedToken(FRESH);
    fixture.secret("fresh-secret", Map.of("token", FRESH));
    fixture.account("account", "fresh-secret");
    // Then
    fixture.awaitAccount("account", "True", ofSeconds(3));
    awaitReady("shop");
  }

  @Test
  void aRefusedAccountThatAlsoLostItsSecretComesBackWithItAtTheNextProbe() {
    // Given
    watch("shop", token("account", OLD), "1s");
    awaitReady("shop");
    fixture.identity().revokeFixedTokens();
    fixture.awaitAccount("account", "False Unauth");
    fixture.account("account", "no-such-secret");
    fixture.awaitAccount("account", "False SecretNot");
    // When
    fixture.identity().addFixedToken(OLD);
    fixture.account("account", "account");
    // Then
    fixture.awaitAccount("account", "True", SECRET_IS_SEEN);
    awaitReady("shop");
  }

  private static Duration left(Instant since) {
    return Duration.between(Instant.now(), since.plus(SECRET_IS_SEEN));
  }

  private boolean isStale(String name) {
    return fixture.condition(name, "Ready").equals("Unknown ObservationStale")
        && fixture.state(name).equals("accepted");
  }

  /** Makes an account with a token of its own; returns its name. */
  private String token(String account, String token) {
    fixture.secret(account, Map.of("token", token));
    fixture.account(account, account);
    return account;
  }

  private String password(String account) {
    fixture.identity().putUser(new User("somebody", OLD_PASSWORD, "domain"));
    fixture.secret(account, login("somebody", OLD_PASSWORD, "domain"));
    fixture.account(account, account);
    return account;
  }

  private void watch(String name, String account, String interval) {
    fixture.connect(SourceRef.service(name), name, account, "pollInterval: " + interval);
  }

  private void awaitReady(String... names) {
    for (var name : names) {
      fixture.awaitCondition(name, "Ready", "True Accepted");
      fixture.awaitCondition(name, "Synced", "True Polled");
    }
  }
}
