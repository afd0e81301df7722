package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A resource shows what it should, however it came to show something else. */
@ExtendWith(SharedControlPlane.class)
class LevelTriggeredIT {

  private static final Duration SOON = ofSeconds(20);
  private static final Duration AT_ONCE = ofSeconds(3);
  private static final SourceRef SERVICE = SourceRef.service("levels");
  private static final String FINALIZER = "example.com/holds-it";

  /** More than anything that is bounded in the operator has room for. */
  private static final int CROWD = 80;

  private final OperatorFixture stage;

  LevelTriggeredIT(ControlPlane plane) throws Exception {
    stage = OperatorFixture.set(plane, "levels", "polling: {defaultInterval: 1s, minInterval: 1s}");
  }

  @AfterEach
  void end() {
    release(VpcEndpointConnection.class);
    release(CloudAccount.class);
    stage.close();
  }

  @Test
  void resourcesThatWaitForAFinalizerAreWrittenAndHoldNobodyUp() throws Exception {
    // Given
    var connections = put(CROWD + 1);
    for (int i = 0; i < CROWD; i++) {
      stage.watchService("held-" + i, SERVICE.id(), connections.get(i).id(), "0s");
    }
    stage.watchService("free", SERVICE.id(), connections.get(CROWD).id(), "0s");
    hold(VpcEndpointConnection.class, "held-");
    stage.startOperator();
    await().atMost(SOON).until(() -> all("accepted"));
    // When
    connections.forEach(connection -> move(connection, "failed"));
    // Then
    await().atMost(SOON).until(() -> all("failed"));
    // When
    move(connections.get(CROWD), "rejected");
    // Then
    await().atMost(SOON).until(() -> stage.state("free"), "rejected"::equals);
  }

  @Test
  void anAccountThatWaitsForAFinalizerIsUsedUntilItIsGone() throws Exception {
    // Given
    var connection = put(1).get(0);
    hold(CloudAccount.class, OperatorFixture.ACCOUNT);
    stage.watchService("shop", SERVICE.id(), connection.id(), "0s");
    // When
    stage.startOperator();
    // Then
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    // When
    release(CloudAccount.class);
    // Then
    await()
        .atMost(SOON)
        .until(() -> stage.condition("shop", "Synced"), "False AccountNotFound"::equals);
  }

  @Test
  void aStatusThatSomebodyWipesOrRestoresIsWrittenAgainAtOnceAndNothingIsToldAgain()
      throws Exception {
    // Given
    var connection = put(1).get(0);
    stage.watchService("shop", SERVICE.id(), connection.id(), "0s");
    stage.startOperator();
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    var old = stage.connection("shop").getStatus();
    move(connection, "failed");
    await().atMost(SOON).until(() -> stage.state("shop"), "failed"::equals);
    var right = stage.connection("shop").getStatus();
    // When
    writeStatus("shop", null);
    // Then
    await().atMost(AT_ONCE).until(() -> stage.connection("shop").getStatus(), right::equals);
    // When
    writeStatus("shop", old);
    // Then
    await().atMost(AT_ONCE).until(() -> stage.connection("shop").getStatus(), right::equals);
    assertThat(stage.eventReasons("shop"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
  }

  @Test
  void whoFightsForAStatusDoesNotMakeTheOperatorWriteWithoutEnd() throws Exception {
    // Given
    var connection = put(1).get(0);
    stage.watchService("shop", SERVICE.id(), connection.id(), "0s");
    stage.startOperator();
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    // When
    int repairs = 0;
    long end = System.nanoTime() + ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      if (stage.state("shop").equals("accepted")) {
        repairs++;
        writeStatus("shop", null);
      }
    }
    // Then
    assertThat(repairs).isBetween(3, 8);
    await().atMost(ofSeconds(40)).until(() -> stage.state("shop"), "accepted"::equals);
  }

  @Test
  void aResourceThatIsCreatedAnewIsWrittenAlthoughItsGenerationIsTheSame() throws Exception {
    // Given
    var connection = put(1).get(0);
    stage.watchService("shop", SERVICE.id(), connection.id(), "0s");
    stage.startOperator();
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    for (int i = 0; i < 5; i++) {
      // When
      stage.user().resources(VpcEndpointConnection.class).withName("shop").delete();
      await()
          .until(
              () ->
                  stage.user().resources(VpcEndpointConnection.class).withName("shop").get()
                      == null);
      stage.watchService("shop", SERVICE.id(), connection.id(), "0s");
      // Then
      await().atMost(AT_ONCE).until(() -> stage.state("shop"), "accepted"::equals);
    }
  }

  private List<EndpointConnection> put(int count) {
    return stage
        .cloud()
        .world()
        .putMany(SERVICE, count, connection -> connection.withStatus("accepted"));
  }

  private void move(EndpointConnection connection, String state) {
    stage.cloud().world().change(SERVICE, connection.id(), present -> present.withStatus(state));
  }

  private boolean all(String state) {
    return stage.connections().stream()
        .allMatch(
            resource ->
                resource.getStatus() != null
                    && Objects.equals(resource.getStatus().state(), state));
  }

  private void writeStatus(String name, @Nullable VpcEndpointConnectionStatus status) {
    stage
        .user()
        .resources(VpcEndpointConnection.class)
        .withName(name)
        .editStatus(
            resource -> {
              resource.setStatus(status);
              return resource;
            });
  }

  /** Marks resources for deletion, and has a finalizer keep them. */
  private <P extends HasMetadata> void hold(Class<P> type, String prefix) {
    stage.user().resources(type).list().getItems().stream()
        .filter(resource -> resource.getMetadata().getName().startsWith(prefix))
        .forEach(
            resource -> {
              stage
                  .user()
                  .resource(resource)
                  .edit(
                      held -> {
                        held.getMetadata().setFinalizers(List.of(FINALIZER));
                        return held;
                      });
              stage.user().resource(resource).delete();
            });
  }

  private <P extends HasMetadata> void release(Class<P> type) {
    stage.user().resources(type).list().getItems().stream()
        .filter(resource -> !resource.getMetadata().getFinalizers().isEmpty())
        .forEach(
            resource ->
                stage
                    .user()
                    .resource(resource)
                    .edit(
                        held -> {
                          held.getMetadata().setFinalizers(List.of());
                          return held;
                        }));
  }
}
