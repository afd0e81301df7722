package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.controlplane.ApiServerTap;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the operator does not see happen, or what looks to it as if nothing had: resources that are
 * deleted and made again under their names while it does not hear of it, and statuses that somebody
 * else writes. Their generation does not tell.
 */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class RecreationIT {

  private static final SourceRef SERVICE = SourceRef.service("recreated");
  private static final Duration SOON = Duration.ofSeconds(30);

  /** With what the client waits before it tries again: longer after each try that failed. */
  private static final Duration IN_SECONDS = Duration.ofSeconds(20);

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final ControlPlane plane;
  private final OperatorFixture stage;
  private final ApiServerTap tap;
  private final OperatorJar operator;

  RecreationIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.plane = plane;
    stage = OperatorFixture.set(plane, "recreation", "");
    for (var endpoint : new String[] {"one", "two"}) {
      stage.cloud().world().put(SERVICE, endpoint, details -> details);
    }
    stage.cloud().world().change(SERVICE, "two", details -> details.withStatus("rejected"));
    tap = ApiServerTap.open(plane);
    var configuration =
        stage.configuration(
            """
            polling: {defaultInterval: 1h, minInterval: 1s}
            http: {address: 127.0.0.1, port: 0}
            """);
    operator =
        OperatorJar.of("recreation", folder, configuration)
            .as(tap.kubeconfig(folder))
            .start()
            .awaitReady();
  }

  @AfterEach
  void end() throws IOException {
    operator.close();
    tap.close();
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsMadeAgainUnderItsNameUnseenGetsItsOwnStatus(boolean apiServerRestarts) {
    // Given
    stage.watchService("other", SERVICE.id(), "one", null);
    stage.watchService("same", SERVICE.id(), "one", null);
    awaitState("other", "accepted");
    awaitState("same", "accepted");
    // When
    tap.cut();
    stage.user().resources(VpcEndpointConnection.class).delete();
    stage.user().resources(CloudAccount.class).delete();
    stage.applyAccount(
        OperatorFixture.ACCOUNT,
        "{cloud: emulator, region: eu-de, projectID: another, credentialsSecretRef: {name: credentials}}");
    stage.watchService("other", SERVICE.id(), "two", null);
    stage.watchService("same", SERVICE.id(), "one", null);
    mend(apiServerRestarts);
    // Then
    await()
        .atMost(IN_SECONDS)
        .untilAsserted(
            () -> {
              assertThat(stage.accountReady(OperatorFixture.ACCOUNT))
                  .startsWith("True Authenticated");
              assertThat(stage.condition("same", "Ready")).isEqualTo("True Accepted");
              assertThat(stage.condition("other", "Ready")).isEqualTo("False Rejected");
            });
    var calls = stage.calls(SERVICE.id()).all();
    assertThat(calls.get(calls.size() - 1).path()).contains("/another/");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAccountThatIsMadeAgainUnseenBesideItsConnectionsServesThem(boolean apiServerRestarts) {
    // Given
    stage.watchService("shop", SERVICE.id(), "one", null);
    awaitState("shop", "accepted");
    // When
    tap.cut();
    stage.user().resources(CloudAccount.class).delete();
    stage.account(OperatorFixture.ACCOUNT, "credentials");
    mend(apiServerRestarts);
    // Then
    await()
        .atMost(IN_SECONDS)
        .until(() -> stage.accountReady(OperatorFixture.ACCOUNT).startsWith("True Authenticated"));
    assertThat(stage.condition("shop", "Ready")).isEqualTo("True Accepted");
    assertThat(stage.condition("shop", "Synced")).isEqualTo("True Polled");
  }

  @Test
  void aStatusThatSomebodyWipesIsWrittenAgain() {
    // Given
    stage.watchService("shop", SERVICE.id(), "one", null);
    awaitState("shop", "accepted");
    reject();
    var before = status();
    // When
    write(null);
    // Then
    await().atMost(AT_ONCE).until(() -> stage.condition("shop", "Ready"), "False Rejected"::equals);
    assertThat(status().state()).isEqualTo(before.state());
    assertThat(status().markerID()).isEqualTo(before.markerID());
    awaitEvents("shop", "ConnectionAccepted", "ConnectionRejected");
  }

  @Test
  void aStatusThatABackupToolReplacesByAnOlderOneIsWrittenAgain() {
    // Given
    stage.watchService("shop", SERVICE.id(), "one", null);
    awaitState("shop", "accepted");
    var older = status();
    reject();
    // When
    write(older);
    // Then
    await().atMost(AT_ONCE).until(() -> stage.condition("shop", "Ready"), "False Rejected"::equals);
    assertThat(stage.state("shop")).isEqualTo("rejected");
    awaitEvents("shop", "ConnectionAccepted", "ConnectionRejected");
  }

  @Test
  void anAccountsStatusThatSomebodyWipesIsWrittenAgain() {
    // Given
    stage.watchService("shop", SERVICE.id(), "one", null);
    awaitState("shop", "accepted");
    await()
        .atMost(SOON)
        .until(() -> stage.accountReady(OperatorFixture.ACCOUNT).startsWith("True"));
    // When
    var account =
        stage.user().resources(CloudAccount.class).withName(OperatorFixture.ACCOUNT).require();
    account.setStatus(null);
    stage.user().resource(account).updateStatus();
    // Then
    await()
        .atMost(AT_ONCE)
        .until(() -> stage.accountReady(OperatorFixture.ACCOUNT).startsWith("True Authenticated"));
    awaitEvents(OperatorFixture.ACCOUNT, "AccountReady");
  }

  /** After a restart the API server does not remember what happened while the watch was cut. */
  private void mend(boolean apiServerRestarts) {
    if (apiServerRestarts) {
      plane.stopApiServer();
      plane.startApiServer();
    }
    tap.mend();
  }

  private void reject() {
    stage.cloud().world().change(SERVICE, "one", details -> details.withStatus("rejected"));
    stage.request("shop", "now");
    awaitState("shop", "rejected");
  }

  private VpcEndpointConnectionStatus status() {
    return Objects.requireNonNull(stage.connection("shop").getStatus());
  }

  private void write(@Nullable VpcEndpointConnectionStatus status) {
    var resource = stage.connection("shop");
    resource.setStatus(status);
    stage.user().resource(resource).updateStatus();
  }

  /** Waits until these events are there, and a moment for others, which may follow the status. */
  private void awaitEvents(String name, String... reasons) {
    await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(stage.eventReasons(name)).containsExactlyInAnyOrder(reasons));
  }

  private void awaitState(String name, String state) {
    await().atMost(SOON).until(() -> stage.state(name), state::equals);
  }
}
