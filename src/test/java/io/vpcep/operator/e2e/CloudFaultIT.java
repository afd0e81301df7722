package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Statuses.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.e2e.History.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which a cloud misbehaves, all at the same time, each with a source of its own: all
 * were read, all fall ill, all are healed. The tests look at what was written in the meantime.
 */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudFaultIT {

  private static final String CONFIGURATION =
      """
      polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 4s}
      rateLimit: {requestsPerSecond: 1000, burst: 1000}
      http: {address: 127.0.0.1, port: 0, connectTimeout: 1s, readTimeout: 2s, maxResponseBytes: 1MiB}
      """;

  private static final Duration STALE_AFTER = Duration.ofSeconds(4);
  private static final Duration LATEST_STALE = Duration.ofSeconds(7);
  private static final Duration AT_ONCE = Duration.ofMillis(3500);
  private static final String HEALTHY = "healthy";

  private final OperatorFixture fixture;
  private final History<VpcEndpointConnection> history;
  private Instant brokenAt = Instant.MIN;
  private Instant healedAt = Instant.MIN;

  CloudFaultIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.configuration(CONFIGURATION).start();
    history = fixture.history(VpcEndpointConnection.class);
  }

  @BeforeAll
  void breakEverythingAndHealIt() throws Exception {
    fixture.connect(SourceRef.service(HEALTHY), HEALTHY);
    for (var trouble : CloudFaultCase.values()) {
      fixture.connect(trouble.source(), trouble.resource());
    }
    awaitAll(resource -> is(resource, "True Accepted", "True Polled"));

    brokenAt = history.now();
    Arrays.stream(CloudFaultCase.values()).forEach(t -> fixture.faults().add(t.fault()));
    awaitAll(resource -> condition(resource, "Ready").equals("Unknown ObservationStale"));

    healedAt = Instant.now();
    fixture.faults().clear();
    awaitAll(resource -> is(resource, "True Accepted", "True Polled"));
  }

  private void awaitAll(Predicate<VpcEndpointConnection> goal) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(fixture.connections())
                    .filteredOn(resource -> !resource.getMetadata().getName().equals(HEALTHY))
                    .filteredOn(goal.negate())
                    .extracting(resource -> resource.getMetadata().getName())
                    .isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void whatWasReadStays(CloudFaultCase trouble) {
    assertThat(written(trouble))
        .extracting(version -> observedStatus(version.resource()))
        .containsOnly(observedStatus(lastBefore(trouble)));
  }

  @ParameterizedTest
  @EnumSource
  void readyStaysTrueUntilTheObservationIsStale(CloudFaultCase trouble) {
    var stale = firstWith(trouble, "Ready", "Unknown ObservationStale");
    assertThat(written(trouble))
        .filteredOn(version -> version.at().isBefore(stale.at()))
        .extracting(version -> condition(version.resource(), "Ready"))
        .allMatch("True Accepted"::equals);
    var lastRead =
        fixture.calls(trouble.resource()).answeredWith(200).between(Instant.EPOCH, brokenAt).last();
    assertThat(stale.at()).isBetween(lastRead.plus(STALE_AFTER), lastRead.plus(LATEST_STALE));
  }

  @ParameterizedTest
  @EnumSource
  void syncedSaysAtOnceWhatHasToBeMendedAndOtherwiseWaitsForReady(CloudFaultCase trouble) {
    var notSynced = firstWith(trouble, "Synced", "False " + trouble.reason());
    if (trouble.isShownAtOnce()) {
      assertThat(notSynced.at()).isBefore(brokenAt.plus(AT_ONCE));
      assertThat(condition(notSynced.resource(), "Ready")).isEqualTo("True Accepted");
    } else {
      assertThat(condition(notSynced.resource(), "Ready")).isEqualTo("Unknown ObservationStale");
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachChangeIsWrittenOnceAndTheLastOneSaysThatAllIsWell(CloudFaultCase trouble) {
    var synced = "False " + trouble.reason();
    var stale = "Unknown ObservationStale, " + synced;
    var well = "True Accepted, True Polled";
    assertThat(written(trouble))
        .extracting(
            version ->
                condition(version.resource(), "Ready")
                    + ", "
                    + condition(version.resource(), "Synced"))
        .isEqualTo(
            trouble.isShownAtOnce()
                ? List.of("True Accepted, " + synced, stale, well)
                : List.of(stale, well));
  }

  @ParameterizedTest
  @EnumSource
  void itIsAnEventIfSomebodyHasToFixIt(CloudFaultCase trouble) {
    assertThat(fixture.eventReasons(trouble.resource()))
        .containsExactlyInAnyOrderElementsOf(
            trouble.isShownAtOnce()
                ? List.of("ConnectionAccepted", "NotPolled")
                : List.of("ConnectionAccepted"));
  }

  @Test
  void aHealthySourceBesideThemIsReadAsIfNothingHadHappened() {
    assertThat(history.of(HEALTHY, brokenAt)).isEmpty();
    assertThat(fixture.calls(HEALTHY).between(brokenAt, healedAt).gaps())
        .hasSizeGreaterThan(1)
        .allMatch(gap -> gap.compareTo(Duration.ofMillis(2500)) < 0);
  }

  private List<Version<VpcEndpointConnection>> written(CloudFaultCase trouble) {
    return history.of(trouble.resource(), brokenAt);
  }

  private VpcEndpointConnection lastBefore(CloudFaultCase trouble) {
    var before =
        history.of(trouble.resource()).stream().filter(v -> !v.at().isAfter(brokenAt)).toList();
    return before.get(before.size() - 1).resource();
  }

  private Version<VpcEndpointConnection> firstWith(
      CloudFaultCase trouble, String type, String value) {
    return written(trouble).stream()
        .filter(version -> condition(version.resource(), type).equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " was never " + value));
  }

  private static boolean is(VpcEndpointConnection resource, String ready, String synced) {
    return condition(resource, "Ready").equals(ready)
        && condition(resource, "Synced").equals(synced);
  }

  /** The status without its conditions and what is made of them. */
  private static VpcEndpointConnectionStatus observedStatus(VpcEndpointConnection resource) {
    var status = Objects.requireNonNull(resource.getStatus());
    return new VpcEndpointConnectionStatus(
        status.observedGeneration(),
        status.sourceID(),
        status.state(),
        null,
        status.endpointID(),
        status.markerID(),
        status.domainID(),
        status.description(),
        status.createdTime(),
        status.updatedTime(),
        status.pendingSinceTime(),
        status.errors(),
        status.css(),
        status.eventCount(),
        status.unrecordedEvents(),
        null);
  }
}
