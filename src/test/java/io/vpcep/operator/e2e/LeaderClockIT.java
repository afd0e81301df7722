package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.wallclock.ShiftedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on machines whose clocks are set: one leads, and the other follows when it ends. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class LeaderClockIT {

  private static final String SOURCE = "led";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = ofSeconds(30);

  /** Longer than a Lease is valid. */
  private static final Duration A_WHILE = ofSeconds(6);

  private final Path folder;
  private final OperatorFixture stage;
  private final ShiftedClock clock;
  private final List<OperatorJar> replicas = new ArrayList<>();

  LeaderClockIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.folder = folder;
    stage = OperatorFixture.set(plane, "leader-clock", "");
    clock = ShiftedClock.open(folder);
    stage.cloud().world().put(SourceRef.service(SOURCE), SOURCE, details -> details);
    stage.watchService(SOURCE, SOURCE, SOURCE, null);
  }

  @AfterEach
  void end() throws IOException {
    replicas.forEach(OperatorJar::close);
    clock.close();
    stage.close();
  }

  @Test
  void theLeaderGoesOnLeadingHoweverTheClockIsSetAndIsReplacedInTimeWhenItEnds() throws Exception {
    // Given
    var leader = start("leader");
    await().atMost(SOON).until(() -> stage.state(SOURCE), "accepted"::equals);
    start("standby").awaitReady();
    try (var leases = History.of(stage, Lease.class)) {
      // When
      for (var offset : List.of(HOUR.negated(), Duration.ZERO, HOUR, HOUR.negated())) {
        clock.set(offset);
        var set = Instant.now();
        await().until(() -> Instant.now().isAfter(set.plus(A_WHILE)));
        // Then
        assertThat(leases.of("vpcep-operator"))
            .as("holders until %s after the clock was set to %s", A_WHILE, offset)
            .extracting(version -> version.resource().getSpec().getHolderIdentity())
            .allSatisfy(holder -> assertThat(holder).startsWith("leader"));
        assertThat(stage.calls(SOURCE).between(set.plusSeconds(2), Instant.MAX).count())
            .as("polls after the clock was set to %s", offset)
            .isGreaterThan(2);
      }
    }
    // When
    leader.kill();
    clock.set(Duration.ZERO);
    stage
        .cloud()
        .world()
        .change(SourceRef.service(SOURCE), SOURCE, details -> details.withStatus("rejected"));
    // Then
    await().atMost(SOON).until(() -> stage.state(SOURCE), "rejected"::equals);
  }

  private OperatorJar start(String name) throws IOException {
    var configuration =
        stage.configuration(
            """
            polling: {defaultInterval: 1s, minInterval: 1s}
            leaderElection: {enabled: true, leaseNamespace: %s, leaseDuration: 4s, renewDeadline: 3s, retryPeriod: 500ms}
            http: {address: 127.0.0.1, port: 0}
            """
                .formatted(stage.namespace()));
    var replica =
        OperatorJar.of(name, folder, configuration)
            .as(stage.rights().kubeconfig(folder))
            .jvm(clock.jvmOption())
            .start();
    replicas.add(replica);
    return replica;
  }
}
