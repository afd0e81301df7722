package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A resource shows what it should, however it came to show something else. */
@EndToEnd
class LevelTriggeredIT {

  private static final Duration AT_ONCE = ofSeconds(3);
  private static final SourceRef SERVICE = SourceRef.service("levels");

  /** More than anything that is bounded in the operator has room for. */
  private static final int CROWD = 80;

  private final OperatorFixture fixture;

  LevelTriggeredIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void resourcesThatWaitForAFinalizerAreWrittenAndHoldNobodyUp() throws Exception {
    // Given
    var connections = put(CROWD + 1);
    for (int i = 0; i < CROWD; i++) {
      fixture.watch("held-" + i, SERVICE, connections.get(i).id());
    }
    fixture.watch("free", SERVICE, connections.get(CROWD).id());
    fixture.hold(VpcEndpointConnection.class, "held-");
    fixture.startOperator();
    fixture.awaitStates("accepted", CROWD + 1);
    // When
    connections.forEach(connection -> move(connection, "failed"));
    // Then
    fixture.awaitStates("failed", CROWD + 1);
    // When
    move(connections.get(CROWD), "rejected");
    // Then
    fixture.awaitState("free", "rejected");
  }

  @Test
  void anAccountThatWaitsForAFinalizerIsUsedUntilItIsGone() throws Exception {
    // Given
    var connection = put(1).get(0);
    fixture.hold(CloudAccount.class, ACCOUNT);
    fixture.watch("shop", SERVICE, connection.id());
    // When
    fixture.startOperator();
    // Then
    fixture.awaitState("shop", "accepted");
    // When
    fixture.release(CloudAccount.class);
    // Then
    fixture.awaitCondition("shop", "Synced", "False AccountNotFound");
  }

  @Test
  void aStatusThatSomebodyWipesOrRestoresIsWrittenAgainAtOnceAndNothingIsToldAgain()
      throws Exception {
    // Given
    var connection = put(1).get(0);
    fixture.watch("shop", SERVICE, connection.id());
    fixture.startOperator();
    fixture.awaitState("shop", "accepted");
    var old = fixture.connection("shop").getStatus();
    move(connection, "failed");
    fixture.awaitState("shop", "failed");
    var right = fixture.connection("shop").getStatus();
    // When
    writeStatus("shop", null);
    // Then
    await().atMost(AT_ONCE).until(() -> fixture.connection("shop").getStatus(), right::equals);
    // When
    writeStatus("shop", old);
    // Then
    await().atMost(AT_ONCE).until(() -> fixture.connection("shop").getStatus(), right::equals);
    assertThat(fixture.eventReasons("shop"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
  }

  @Test
  void whoFightsForAStatusDoesNotMakeTheOperatorWriteWithoutEnd() throws Exception {
    // Given
    var connection = put(1).get(0);
    fixture.watch("shop", SERVICE, connection.id());
    fixture.startOperator();
    fixture.awaitState("shop", "accepted");
    // When
    int repairs = 0;
    long end = System.nanoTime() + ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      if (fixture.state("shop").equals("accepted")) {
        repairs++;
        writeStatus("shop", null);
      }
    }
    // Then
    assertThat(repairs).isBetween(3, 8);
    fixture.awaitState("shop", "accepted", ofSeconds(40));
  }

  @Test
  void aResourceThatIsCreatedAnewIsWrittenAlthoughItsGenerationIsTheSame() throws Exception {
    // Given
    var connection = put(1).get(0);
    fixture.watch("shop", SERVICE, connection.id());
    fixture.startOperator();
    fixture.awaitState("shop", "accepted");
    for (int i = 0; i < 5; i++) {
      // When
      fixture.user().resources(VpcEndpointConnection.class).withName("shop").delete();
      await()
          .until(
              () ->
                  fixture.user().resources(VpcEndpointConnection.class).withName("shop").get()
                      == null);
      fixture.watch("shop", SERVICE, connection.id());
      // Then
      fixture.awaitState("shop", "accepted", AT_ONCE);
    }
  }

  private List<EndpointConnection> put(int count) {
    return fixture.world().putMany(SERVICE, count, connection -> connection.withStatus("accepted"));
  }

  private void move(EndpointConnection connection, String state) {
    fixture.change(SERVICE, connection.id(), state);
  }

  private void writeStatus(String name, @Nullable VpcEndpointConnectionStatus status) {
    fixture
        .user()
        .resources(VpcEndpointConnection.class)
        .withName(name)
        .editStatus(
            resource -> {
              resource.setStatus(status);
              return resource;
            });
  }
}
