package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.ACCESS_KEY;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crowd of accounts or sources takes its share, and no more. */
@Tag("nightly")
@EndToEnd
class CrowdIT {

  private static final Duration SOON = ofSeconds(60);
  private static final int MANY = 1000;

  /** The names of the threads that the operator makes itself. */
  private static final Set<String> OURS =
      Set.of("sweep", "reconcile", "timer", "worker", "management", "metrics", "election");

  private final FixtureBuilder fixtures;

  CrowdIT(FixtureBuilder fixtures) {
    this.fixtures = fixtures;
  }

  @Test
  void aThousandAccountsWithASilentCloudHoldUpNobodyElse() throws Exception {
    // Given
    var fixture =
        fixtures
            .configuration(
                """
            polling: {defaultInterval: 1s, minInterval: 1s}
            rateLimit: {requestsPerSecond: 1000, burst: 1000}
            """)
            .start();
    fixture.secret("keys", ACCESS_KEY);
    fixture.connect(SourceRef.service("healthy"), "healthy");
    fixture.awaitState("healthy", "accepted", SOON);
    // When
    IntStream.range(0, MANY)
        .parallel()
        .mapToObj(i -> "silent-" + i)
        .forEach(
            name -> {
              fixture.account(name, "keys");
              fixture.faults().add(Fault.of(FaultKind.NO_RESPONSE, Target.ofSource(name)));
              fixture.connect(SourceRef.service(name), name, name);
            });
    var since = Instant.now();
    await().atMost(SOON).until(() -> fixture.calls("healthy").since(since).count() > 15);
    // Then
    assertThat(fixture.calls("healthy").since(since).gaps())
        .allMatch(gap -> gap.compareTo(ofMillis(1700)) < 0);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .filteredOn(OURS::contains)
        .hasSizeLessThanOrEqualTo(64);
    assertThat(fixture.get("/healthz")).isEqualTo("ok\n");
    // And who comes now does not wait either.
    fixture.connect(SourceRef.service("late"), "late");
    fixture.awaitState("late", "accepted", ofSeconds(5));
  }

  @Test
  void aNewResourceDoesNotWaitBehindMoreSourcesThanTheBudgetAllows() throws Exception {
    // Given
    var fixture = fixtures.configuration("polling: {defaultInterval: 2s, minInterval: 1s}").start();
    IntStream.range(0, 150)
        .forEach(i -> fixture.connect(SourceRef.service("source-" + i), "source-" + i));
    fixture.awaitConditions("Ready", "True Accepted", SOON);
    // When
    fixture.connect(SourceRef.service("new"), "new");
    // Then
    fixture.awaitState("new", "accepted", ofSeconds(5));
  }
}
