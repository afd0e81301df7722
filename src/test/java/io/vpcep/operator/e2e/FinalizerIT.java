package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.TOKEN;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Resources that somebody has deleted and somebody else's finalizer holds are watched and written
 * as any other until they are gone, and take nothing away from others.
 */
@EndToEnd
class FinalizerIT {

  /** More than the operator works on at the same time. */
  private static final int HELD = 80;

  private static final List<String> HELD_NAMES =
      IntStream.range(0, HELD).mapToObj(i -> "held-" + i).toList();

  private static final SourceRef SERVICE = SourceRef.service("held");
  private static final String FREE = "free";
  private static final String NEIGHBOUR = "neighbour";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration IN_SECONDS = Duration.ofSeconds(8);

  private final OperatorFixture fixture;
  private final TestNamespace neighbour;

  FinalizerIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.scope(Scope.CLUSTER).create();
    neighbour = fixture.neighbour("finalizer-neighbour");
    neighbour.secret("credentials", Map.of("token", TOKEN));
    neighbour.account(ACCOUNT, "credentials");
  }

  @Test
  void heldResourcesAreWrittenUntilTheyAreGone() throws Exception {
    // Given
    startWithHeldResources();
    // When
    HELD_NAMES.forEach(name -> fixture.change(SERVICE, name, "rejected"));
    // Then
    fixture.awaitStates("rejected", HELD, SOON);
    // When
    HELD_NAMES.forEach(name -> fixture.change(SERVICE, name, "failed"));
    fixture.change(SERVICE, FREE, "failed");
    fixture.change(SERVICE, NEIGHBOUR, "failed");
    // Then
    neighbour.awaitStates("failed", 1, IN_SECONDS);
    fixture.awaitStates("failed", HELD + 1, SOON);
    // When
    fixture.release(VpcEndpointConnection.class);
    fixture.change(SERVICE, FREE, "accepted");
    // Then
    fixture.awaitStates("accepted", 1, IN_SECONDS);
    assertThat(fixture.connections()).hasSize(1);
  }

  @Test
  void othersAreWrittenInSecondsWhileManyHeldOnesChange() throws Exception {
    // Given
    startWithHeldResources();
    // When
    HELD_NAMES.forEach(name -> fixture.change(SERVICE, name, "rejected"));
    fixture.change(SERVICE, FREE, "rejected");
    fixture.change(SERVICE, NEIGHBOUR, "rejected");
    // Then
    neighbour.awaitStates("rejected", 1, IN_SECONDS);
    fixture.awaitState(FREE, "rejected", IN_SECONDS);
    // When
    fixture.change(SERVICE, FREE, "failed");
    fixture.change(SERVICE, NEIGHBOUR, "failed");
    // Then
    neighbour.awaitStates("failed", 1, IN_SECONDS);
    fixture.awaitState(FREE, "failed", IN_SECONDS);
  }

  @Test
  void anAccountThatWasDeletedBeforeTheStartAndIsHeldIsUsedAsAnyOther() throws Exception {
    // Given
    fixture.account("leaving", "credentials");
    fixture.hold(CloudAccount.class, "leaving");
    fixture.connect(SERVICE, "guest", "leaving");
    // When
    fixture.startOperator();
    // Then
    fixture.awaitCondition("guest", "Ready", "True Accepted", SOON);
    assertThat(fixture.accountReady("leaving")).startsWith("True Authenticated");
    // When
    fixture.release(CloudAccount.class);
    // Then
    fixture.awaitCondition("guest", "Synced", "False AccountNotFound", SOON);
  }

  private void startWithHeldResources() throws Exception {
    fixture.connect(SERVICE, HELD_NAMES);
    fixture.connect(SERVICE, FREE);
    fixture.put(SERVICE, NEIGHBOUR, "accepted");
    neighbour.watch(NEIGHBOUR, SERVICE, NEIGHBOUR);
    fixture.startOperator();
    fixture.awaitStates("accepted", HELD + 1, SOON);
    neighbour.awaitStates("accepted", 1, SOON);
    fixture.hold(VpcEndpointConnection.class, "held-");
  }
}
