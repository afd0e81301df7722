package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.EventRateLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API server that lets in only some events a second, as busy clusters do: 300 new resources at
 * once get their statuses as if it did not, and their events as they are let in.
 */
@Tag("nightly")
@EndToEnd
class EventRateLimitIT {

  private static final int CONNECTIONS = 300;
  private static final int BURST = 5;
  private static final SourceRef SERVICE = SourceRef.service("crowd");
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration ONE_LOOK = Duration.ofMillis(250);

  private final FixtureBuilder fixtures;
  private final Path folder;

  EventRateLimitIT(FixtureBuilder fixtures, @TempDir Path folder) {
    this.fixtures = fixtures;
    this.folder = folder;
  }

  @Test
  void statusesDoNotWaitForEventsThatAreLetInSlowly() throws Exception {
    // Given
    var fixture = fixture(5);
    // When
    fixture.jar().start();
    // Then
    await().atMost(SOON).until(() -> fixture.calls(SERVICE).count() > 0);
    var firstSweep = fixture.calls(SERVICE).first();
    awaitStatuses(fixture, Duration.between(Instant.now(), firstSweep.plus(AT_ONCE)));
    assertThat(events(fixture)).as("events that were let in so far").hasSizeLessThan(CONNECTIONS);
  }

  @Test
  void eachEventIsThereOnceInTheEnd() throws Exception {
    // Given
    var fixture = fixture(20);
    // When
    fixture.jar().start();
    awaitStatuses(fixture, AT_ONCE.plus(SOON));
    // Then
    awaitOneEventOfEach(fixture);
  }

  @Test
  void eachEventIsThereOnceInTheEndAlsoIfTheOperatorIsKilledBeforeItIsLetIn() throws Exception {
    // Given
    var fixture = fixture(10);
    var victim = fixture.jar().start();
    awaitStatuses(fixture, AT_ONCE.plus(SOON));
    assertThat(events(fixture)).as("events before the crash").hasSizeLessThan(CONNECTIONS);
    // When
    victim.kill();
    fixture.jar().start();
    // Then
    awaitOneEventOfEach(fixture);
  }

  private OperatorFixture fixture(int eventsPerSecond) throws IOException {
    var fixture =
        fixtures
            .configuration("polling: {defaultInterval: 5s, minInterval: 1s}")
            .ownControlPlane(EventRateLimit.flags(folder, eventsPerSecond, BURST))
            .create();
    var connections = fixture.world().putMany(SERVICE, CONNECTIONS, details -> details);
    connections.parallelStream()
        .map(EndpointConnection::id)
        .forEach(id -> fixture.watch("c-" + id, SERVICE, id));
    return fixture;
  }

  private static void awaitStatuses(OperatorFixture fixture, Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(ONE_LOOK)
        .untilAsserted(() -> assertThat(accepted(fixture)).isEqualTo(CONNECTIONS));
  }

  private static long accepted(OperatorFixture fixture) {
    return fixture.connections().stream()
        .filter(resource -> Statuses.condition(resource, "Ready").equals("True Accepted"))
        .count();
  }

  private static void awaitOneEventOfEach(OperatorFixture fixture) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(events(fixture)).hasSize(CONNECTIONS));
    assertThat(events(fixture))
        .allSatisfy((name, reasons) -> assertThat(reasons).containsExactly("ConnectionAccepted"));
  }

  /** By connection, the reasons of its events, each as often as it was recorded. */
  private static Map<String, List<String>> events(OperatorFixture fixture) {
    var events = new TreeMap<String, List<String>>();
    for (var event : fixture.user().resources(Event.class).list().getItems()) {
      if (event.getRegarding().getKind().equals("VpcEndpointConnection")) {
        events.merge(
            event.getRegarding().getName(),
            Collections.nCopies(TestNamespace.timesRecorded(event), event.getReason()),
            EventRateLimitIT::both);
      }
    }
    return events;
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
