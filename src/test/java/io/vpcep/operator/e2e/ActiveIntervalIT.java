package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often sources are polled that name no interval of their own. */
@EndToEnd
class ActiveIntervalIT {

  private final FixtureBuilder builder;

  ActiveIntervalIT(FixtureBuilder builder) {
    this.builder = builder;
  }

  @Test
  void anAcceptedConnectionIsSeenLongBeforeTheDefaultIntervalIsOver() throws Exception {
    // Given
    var fixture =
        builder
            .configuration("polling: {defaultInterval: 1h, activeInterval: 2s, minInterval: 1s}")
            .start();
    fixture.put(SERVICE, ENDPOINT, "pendingAcceptance");
    fixture.watch("orders-db", SERVICE, ENDPOINT);
    fixture.awaitState("orders-db", "pendingAcceptance");
    // When
    fixture.change(SERVICE, ENDPOINT, "accepted");
    // Then
    fixture.awaitState("orders-db", "accepted");
    assertThat(fixture.get("/metrics"))
        .contains("source_id=\"" + SERVICE.id() + "\",source_kind=\"VpcEndpointService\"} 3600.0");
  }

  @Test
  void aRateLimitThatIsTooLowMakesAllIntervalsLongerAndNoPollFail() throws Exception {
    // Given: three calls a second are needed, and nine tenths of one may be made.
    var fixture =
        builder
            .configuration(
                """
                polling: {defaultInterval: 2s, minInterval: 1s}
                rateLimit: {requestsPerSecond: 1, burst: 6}
                """)
            .start();
    var names = IntStream.range(0, 6).mapToObj(i -> "s-" + i).toList();
    // When
    names.forEach(name -> fixture.connect(SourceRef.service(name), name));
    names.forEach(name -> fixture.awaitState(name, "accepted"));
    // Then
    await().atMost(SOON).until(() -> stretch(fixture).equals(List.of("3.3333")));
    for (var name : names) {
      assertThat(fixture.condition(name, "Synced")).isEqualTo("True Polled");
    }
  }

  private static List<String> stretch(OperatorFixture fixture) throws Exception {
    return fixture
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("vpcep_poll_interval_stretch_ratio{"))
        .map(line -> line.replaceFirst(".*} ", ""))
        .map(value -> value.substring(0, Math.min(6, value.length())))
        .toList();
  }
}
