package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.ACCESS_KEY;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.wallclock.ShiftedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cloud refuses signatures of another time than its own: that passes with the wrong clock. */
@Tag("nightly")
@EndToEnd
class ClockSkewIT {

  private static final SourceRef SOURCE = SourceRef.service("signed");
  private static final String NAME = "signed";

  /** What was refused is tried again after 30 s. */
  private static final Duration TRIED_AGAIN = ofSeconds(36);

  private final OperatorFixture fixture;
  private final ShiftedClock clock;

  ClockSkewIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture;
    clock = fixture.closeLater(ShiftedClock.open(fixture.folder()));
    fixture.jar().jvm(clock.jvmOption()).start().awaitReady();
  }

  @Test
  void anAccessKeyThatIsRefusedWhileTheClockIsAnHourAheadIsAcceptedSoonAfterItIsRight() {
    // Given
    fixture.secret("key", ACCESS_KEY);
    fixture.account("by-key", "key");
    fixture.connect(SOURCE, NAME, "by-key");
    fixture.awaitState(NAME, "accepted");
    // When
    clock.set(Duration.ofHours(1));
    fixture.awaitAccount("by-key", "False Unauth");
    clock.set(Duration.ZERO);
    // Then
    var right = Instant.now();
    fixture.awaitAccount("by-key", "True", TRIED_AGAIN);
    await()
        .atMost(SOON)
        .until(() -> fixture.calls(SOURCE).answeredWith(200).since(right).count() > 1);
  }
}
