package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.controlplane.ApiServerTap;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the operator does not see happen, or what looks to it as if nothing had: resources that are
 * deleted and made again under their names while it does not hear of it, and statuses that somebody
 * else writes. Their generation does not tell.
 */
@Tag("nightly")
@EndToEnd
class RecreationIT {

  private static final SourceRef SERVICE = SourceRef.service("recreated");

  /** With what the client waits before it tries again: longer after each try that failed. */
  private static final Duration IN_SECONDS = Duration.ofSeconds(20);

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final OperatorFixture fixture;
  private final ApiServerTap tap;
  private final OperatorJar operator;

  RecreationIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.configuration("polling: {defaultInterval: 1h, minInterval: 1s}").create();
    fixture.put(SERVICE, "one", "accepted");
    fixture.put(SERVICE, "two", "rejected");
    tap = fixture.tap();
    operator = fixture.jar().as(tap.kubeconfig(fixture.folder())).start().awaitReady();
  }

  @Test
  void isNotReadyWhileItCannotWatch() {
    // When
    tap.cut();
    // Then
    await().atMost(IN_SECONDS).until(() -> operator.get("/readyz").statusCode() == 503);
    assertThat(operator.isRunning()).isTrue();
    // When
    tap.mend();
    // Then
    await().atMost(IN_SECONDS).until(() -> operator.get("/readyz").statusCode() == 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsMadeAgainUnderItsNameUnseenGetsItsOwnStatus(boolean apiServerRestarts) {
    // Given
    fixture.watch("other", SERVICE, "one");
    fixture.watch("same", SERVICE, "one");
    fixture.awaitState("other", "accepted");
    fixture.awaitState("same", "accepted");
    // When
    tap.cut();
    fixture.user().resources(VpcEndpointConnection.class).delete();
    fixture.user().resources(CloudAccount.class).delete();
    fixture.applyAccount(
        ACCOUNT,
        "{cloud: emulator, region: eu-de, projectID: another, credentialsSecretRef: {name: credentials}}");
    fixture.watch("other", SERVICE, "two");
    fixture.watch("same", SERVICE, "one");
    mend(apiServerRestarts);
    // Then
    await()
        .atMost(IN_SECONDS)
        .untilAsserted(
            () -> {
              assertThat(fixture.accountReady(ACCOUNT)).startsWith("True Authenticated");
              assertThat(fixture.condition("same", "Ready")).isEqualTo("True Accepted");
              assertThat(fixture.condition("other", "Ready")).isEqualTo("False Rejected");
              // The informer may have told of the connections before it told of the account.
              var calls = fixture.calls(SERVICE).all();
              assertThat(calls.get(calls.size() - 1).path()).contains("/another/");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAccountThatIsMadeAgainUnseenBesideItsConnectionsServesThem(boolean apiServerRestarts) {
    // Given
    fixture.watch("shop", SERVICE, "one");
    fixture.awaitState("shop", "accepted");
    // When
    tap.cut();
    fixture.user().resources(CloudAccount.class).delete();
    fixture.account(ACCOUNT, "credentials");
    mend(apiServerRestarts);
    // Then
    fixture.awaitAccount(ACCOUNT, "True Authenticated", IN_SECONDS);
    assertThat(fixture.condition("shop", "Ready")).isEqualTo("True Accepted");
    assertThat(fixture.condition("shop", "Synced")).isEqualTo("True Polled");
  }

  @Test
  void aStatusThatSomebodyWipesIsWrittenAgain() {
    // Given
    fixture.watch("shop", SERVICE, "one");
    fixture.awaitState("shop", "accepted");
    reject();
    var before = status();
    // When
    write(null);
    // Then
    fixture.awaitCondition("shop", "Ready", "False Rejected", AT_ONCE);
    assertThat(status().state()).isEqualTo(before.state());
    assertThat(status().markerID()).isEqualTo(before.markerID());
    awaitEvents("shop", "ConnectionAccepted", "ConnectionRejected");
  }

  @Test
  void aStatusThatABackupToolReplacesByAnOlderOneIsWrittenAgain() {
    // Given
    fixture.watch("shop", SERVICE, "one");
    fixture.awaitState("shop", "accepted");
    var older = status();
    reject();
    // When
    write(older);
    // Then
    fixture.awaitCondition("shop", "Ready", "False Rejected", AT_ONCE);
    assertThat(fixture.state("shop")).isEqualTo("rejected");
    awaitEvents("shop", "ConnectionAccepted", "ConnectionRejected");
  }

  @Test
  void anAccountsStatusThatSomebodyWipesIsWrittenAgain() {
    // Given
    fixture.watch("shop", SERVICE, "one");
    fixture.awaitState("shop", "accepted");
    fixture.awaitAccount(ACCOUNT, "True");
    // When
    var account = fixture.user().resources(CloudAccount.class).withName(ACCOUNT).require();
    account.setStatus(null);
    fixture.user().resource(account).updateStatus();
    // Then
    fixture.awaitAccount(ACCOUNT, "True Authenticated", AT_ONCE);
    awaitEvents(ACCOUNT, "AccountReady");
  }

  /** After a restart the API server does not remember what happened while the watch was cut. */
  private void mend(boolean apiServerRestarts) {
    if (apiServerRestarts) {
      fixture.plane().stopApiServer();
      fixture.plane().startApiServer();
    }
    tap.mend();
  }

  private void reject() {
    fixture.change(SERVICE, "one", "rejected");
    fixture.request("shop", "now");
    fixture.awaitState("shop", "rejected");
  }

  private VpcEndpointConnectionStatus status() {
    return Objects.requireNonNull(fixture.connection("shop").getStatus());
  }

  private void write(@Nullable VpcEndpointConnectionStatus status) {
    var resource = fixture.connection("shop");
    resource.setStatus(status);
    fixture.user().resource(resource).updateStatus();
  }

  /** Waits until these events are there, and a moment for others, which may follow the status. */
  private void awaitEvents(String name, String... reasons) {
    await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(fixture.eventReasons(name)).containsExactlyInAnyOrder(reasons));
  }
}
