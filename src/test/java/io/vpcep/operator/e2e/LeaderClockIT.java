package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.wallclock.ShiftedClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas on machines whose clocks are set: one leads, and the other follows when it ends. */
@Tag("nightly")
@EndToEnd
class LeaderClockIT {

  private static final SourceRef SOURCE = SourceRef.service("led");
  private static final String NAME = "led";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = ofSeconds(30);

  /** Longer than a Lease is valid. */
  private static final Duration A_WHILE = ofSeconds(6);

  private final OperatorFixture fixture;
  private final ShiftedClock clock;

  LeaderClockIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture;
    clock = fixture.closeLater(ShiftedClock.open(fixture.folder()));
    fixture.connect(SOURCE, NAME);
  }

  @Test
  void theLeaderGoesOnLeadingHoweverTheClockIsSetAndIsReplacedInTimeWhenItEnds() throws Exception {
    // Given
    var leader = start("leader");
    fixture.awaitState(NAME, "accepted", SOON);
    start("standby").awaitReady();
    var leases = fixture.history(Lease.class);

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
      assertThat(fixture.calls(SOURCE).since(set.plusSeconds(2)).count())
          .as("polls after the clock was set to %s", offset)
          .isGreaterThan(2);
    }

    // When
    leader.kill();
    clock.set(Duration.ZERO);
    fixture.change(SOURCE, NAME, "rejected");
    // Then
    fixture.awaitState(NAME, "rejected", SOON);
  }

  private OperatorJar start(String name) throws IOException {
    return fixture
        .jar(
            name,
            """
            polling: {defaultInterval: 1s, minInterval: 1s}
            leaderElection: {enabled: true, leaseNamespace: %s, leaseDuration: 4s, renewDeadline: 3s, retryPeriod: 500ms}
            """
                .formatted(fixture.namespace()))
        .jvm(clock.jvmOption())
        .start();
  }
}
