package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.wallclock.ShiftedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The cloud refuses signatures of another time than its own: that passes with the wrong clock. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class ClockSkewIT {

  private static final String SOURCE = "signed";
  private static final Duration SOON = ofSeconds(20);

  /** What was refused is tried again after 30 s. */
  private static final Duration TRIED_AGAIN = ofSeconds(36);

  private final OperatorFixture stage;
  private final ShiftedClock clock;
  private final OperatorJar operator;

  ClockSkewIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    stage = OperatorFixture.set(plane, "clock-skew", "");
    clock = ShiftedClock.open(folder);
    operator =
        OperatorJar.of(
                "clock-skew",
                folder,
                stage.configuration(
                    """
                    polling: {defaultInterval: 1s, minInterval: 1s}
                    http: {address: 127.0.0.1, port: 0}
                    """))
            .as(stage.rights().kubeconfig(folder))
            .jvm(clock.jvmOption())
            .start()
            .awaitReady();
  }

  @AfterEach
  void end() throws IOException {
    operator.close();
    clock.close();
    stage.close();
  }

  @Test
  void anAccessKeyThatIsRefusedWhileTheClockIsAnHourAheadIsAcceptedSoonAfterItIsRight() {
    // Given
    stage.secret(
        "key", Map.of("accessKey", "emulator-access-key", "secretKey", "emulator-secret-key"));
    stage.account("by-key", "key");
    stage.cloud().world().put(SourceRef.service(SOURCE), SOURCE, details -> details);
    stage.applyConnection(
        SOURCE,
        "{accountRef: {name: by-key}, vpcEndpointService: {id: %1$s}, endpointID: %1$s}"
            .formatted(SOURCE));
    await().atMost(SOON).until(() -> stage.state(SOURCE), "accepted"::equals);
    // When
    clock.set(Duration.ofHours(1));
    await().atMost(SOON).until(() -> stage.accountReady("by-key").startsWith("False Unauth"));
    clock.set(Duration.ZERO);
    // Then
    var right = Instant.now();
    await().atMost(TRIED_AGAIN).until(() -> stage.accountReady("by-key").startsWith("True"));
    await()
        .atMost(SOON)
        .until(() -> stage.calls(SOURCE).answeredWith(200).between(right, Instant.MAX).count() > 1);
  }
}
