package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.login;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
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
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An account that logs in with a password, and logs in again whenever it has to. */
@Tag("nightly")
@EndToEnd
class PasswordAccountIT {

  private static final String OLD = "old-password";
  private static final String FRESH = "fresh-password";
  private static final SourceRef SERVICE = SourceRef.service("service");
  private static final String NAME = "shop";
  private static final String LOGIN = "login";

  private final FixtureBuilder fixtures;

  PasswordAccountIT(FixtureBuilder fixtures) {
    this.fixtures = fixtures;
  }

  @Test
  void nobodyNoticesThatATokenWasRevokedOrAPasswordChangedOnBothSides() throws Exception {
    var fixture = start("24h");
    // Given
    var accounts = fixture.history(CloudAccount.class);
    var connections = fixture.history(VpcEndpointConnection.class);
    awaitRead(fixture);
    var start = Collections.max(List.of(accounts.now(), connections.now()));
    // When
    fixture.identity().revokeIssuedTokens();
    awaitRead(fixture);
    // Then
    assertThat(fixture.cloud().requests().count(Operation.CREATE_TOKEN)).isEqualTo(2);
    // When
    fixture.identity().putUser(new User("somebody", FRESH, "domain"));
    fixture.secret(LOGIN, login("somebody", FRESH, "domain"));
    fixture.identity().revokeIssuedTokens();
    awaitRead(fixture);
    // Then
    assertThat(fixture.cloud().requests().count(Operation.CREATE_TOKEN)).isEqualTo(3);
    assertThat(accounts.of(LOGIN, start)).isEmpty();
    assertThat(connections.of(NAME, start)).isEmpty();
    assertThat(fixture.eventReasons(LOGIN)).containsExactly("AccountReady");
    assertThat(fixture.eventReasons(NAME)).containsExactly("ConnectionAccepted");
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() throws Exception {
    var fixture = start("3s");
    // When
    await().atMost(SOON).until(() -> fixture.cloud().requests().count(Operation.CREATE_TOKEN) >= 3);
    awaitRead(fixture);
    // Then
    assertThat(fixture.calls(SERVICE).answeredWith(401).all()).isEmpty();
    assertThat(fixture.eventReasons(LOGIN)).containsExactly("AccountReady");
  }

  @Test
  void aRevokedTokenWhileNobodyCanLogInIsTheAccountsTroubleAndPassesWithIt() throws Exception {
    var fixture = start("24h", "3s");
    // Given
    awaitRead(fixture);
    // When
    fixture.faults().add(Fault.status(503, Target.of(Api.IAM)));
    fixture.identity().revokeIssuedTokens();
    // Then
    fixture.awaitAccount(
        LOGIN, "False CloudUnavailable: The identity service (IAM) is unavailable");
    // When
    fixture.faults().clear();
    // Then
    fixture.awaitAccount(LOGIN, "True");
    fixture.awaitCondition(NAME, "Synced", "True Polled");
    assertThat(fixture.eventReasons(NAME)).containsExactly("ConnectionAccepted");
  }

  private OperatorFixture start(String tokenLife) throws Exception {
    return start(tokenLife, "10m");
  }

  private OperatorFixture start(String tokenLife, String staleAfter) throws Exception {
    var fixture =
        fixtures
            .configuration(
                "polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: %s}"
                    .formatted(staleAfter))
            .emulator(EmulatorOptions.defaults().withData("tokenLife: " + tokenLife))
            .create();
    fixture.identity().putUser(new User("somebody", OLD, "domain"));
    fixture.secret(LOGIN, login("somebody", OLD, "domain"));
    fixture.accountWithoutProject(LOGIN, LOGIN);
    fixture.startOperator();
    fixture.connect(SERVICE, NAME, LOGIN);
    fixture.awaitCondition(NAME, "Ready", "True Accepted");
    return fixture;
  }

  private static void awaitRead(OperatorFixture fixture) {
    var now = Instant.now();
    await()
        .atMost(SOON)
        .until(() -> fixture.calls(SERVICE).answeredWith(200).since(now).count() >= 2);
  }
}
