package io.vpcep.operator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseElectionTest {

  private static final LeaseTerms TERMS =
      new LeaseTerms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMillis(10));

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger gained = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  @Test
  void aLeaderThatWasSuspendedPastItsDeadlineIsToldThatItLeadsAgain() {
    var leaseLock =
        new LeaseLock(new SharedLease(), "ns", "lease", "me", TERMS, Clock.systemUTC(), nanos::get);
    try (var election = new LeaseElection(leaseLock, "ns/lease", TERMS, nanos::get)) {
      // Given
      election.begin(gained::incrementAndGet, lost::incrementAndGet);
      await().until(() -> gained.get() == 1);

      // When
      nanos.addAndGet(Duration.ofSeconds(11).toNanos());

      // Then
      await().until(() -> gained.get() == 2);
      assertThat(election.isHeld()).isTrue();
      assertThat(lost).hasValue(0);
    }
  }
}
