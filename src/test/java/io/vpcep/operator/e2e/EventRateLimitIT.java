package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.EventRateLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API server that lets in only some events a second, as busy clusters do: 300 new resources at
 * once get their statuses as if it did not, and their events as they are let in.
 */
@Tag("nightly")
class EventRateLimitIT {

  private static final int CONNECTIONS = 300;
  private static final int BURST = 5;
  private static final SourceRef SERVICE = SourceRef.service("crowd");
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration ONE_LOOK = Duration.ofMillis(250);

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  EventRateLimitIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void end() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void statusesDoNotWaitForEventsThatAreLetInSlowly() throws Exception {
    // Given
    var stage = stage(5);
    // When
    start(stage);
    // Then
    await().atMost(SOON).until(() -> stage.calls(SERVICE.id()).count() > 0);
    awaitStatuses(stage, Duration.between(Instant.now(), firstSweep(stage).plus(AT_ONCE)));
    assertThat(events(stage)).as("events that were let in so far").hasSizeLessThan(CONNECTIONS);
  }

  @Test
  void eachEventIsThereOnceInTheEnd() throws Exception {
    // Given
    var stage = stage(20);
    // When
    start(stage);
    awaitStatuses(stage, AT_ONCE.plus(SOON));
    // Then
    awaitOneEventOfEach(stage);
  }

  @Test
  void eachEventIsThereOnceInTheEndAlsoIfTheOperatorIsKilledBeforeItIsLetIn() throws Exception {
    // Given
    var stage = stage(10);
    var victim = start(stage);
    awaitStatuses(stage, AT_ONCE.plus(SOON));
    assertThat(events(stage)).as("events before the crash").hasSizeLessThan(CONNECTIONS);
    // When
    victim.kill();
    start(stage);
    // Then
    awaitOneEventOfEach(stage);
  }

  private OperatorFixture stage(int eventsPerSecond) throws IOException {
    var plane = opened(ControlPlane.start(EventRateLimit.flags(folder, eventsPerSecond, BURST)));
    plane.installCrds();
    var stage = opened(OperatorFixture.set(plane, "crowd", ""));
    var connections = stage.cloud().world().putMany(SERVICE, CONNECTIONS, details -> details);
    connections.parallelStream()
        .map(EndpointConnection::id)
        .forEach(id -> stage.watchService("c-" + id, SERVICE.id(), id, null));
    return stage;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private OperatorJar start(OperatorFixture stage) throws IOException {
    var configuration =
        stage.configuration(
            """
            polling: {defaultInterval: 5s, minInterval: 1s}
            http: {address: 127.0.0.1, port: 0}
            """);
    return opened(
        OperatorJar.of("crowd", folder, configuration)
            .as(stage.rights().kubeconfig(folder))
            .start());
  }

  private static Instant firstSweep(OperatorFixture stage) {
    return stage.calls(SERVICE.id()).first();
  }

  private static void awaitStatuses(OperatorFixture stage, Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(ONE_LOOK)
        .untilAsserted(() -> assertThat(accepted(stage)).isEqualTo(CONNECTIONS));
  }

  private static long accepted(OperatorFixture stage) {
    return stage.connections().stream()
        .filter(resource -> OperatorFixture.condition(resource, "Ready").equals("True Accepted"))
        .count();
  }

  private static void awaitOneEventOfEach(OperatorFixture stage) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(events(stage)).hasSize(CONNECTIONS));
    assertThat(events(stage))
        .allSatisfy((name, reasons) -> assertThat(reasons).containsExactly("ConnectionAccepted"));
  }

  /** By connection, the reasons of its events, each as often as it was recorded. */
  private static Map<String, List<String>> events(OperatorFixture stage) {
    var events = new TreeMap<String, List<String>>();
    for (var event : stage.user().resources(Event.class).list().getItems()) {
      if (event.getRegarding().getKind().equals("VpcEndpointConnection")) {
        events.merge(
            event.getRegarding().getName(),
            Collections.nCopies(OperatorFixture.timesTold(event), event.getReason()),
            EventRateLimitIT::both);
      }
    }
    return events;
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
