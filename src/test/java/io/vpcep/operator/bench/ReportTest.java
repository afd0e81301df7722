package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final Figures figures = new Figures();

  @Test
  void showsAValueBesideItsGoalAndWhereItComesFrom() {
    figures.put("ours.burst.seconds", 12);
    figures.put("floor.burst.seconds", 10);

    var burst = json().path("burst_vs_floor");

    assertThat(burst.path("value").asDouble()).isEqualTo(1.2);
    assertThat(burst.path("goal").asDouble()).isEqualTo(1.2);
    assertThat(burst.path("ok").asBoolean()).isTrue();
    assertThat(burst.path("from").asText())
        .isEqualTo("ours.burst.seconds / floor.burst.seconds, the greatest of all runs");
    assertThat(json().path("raw").path("ours").path("burst").path("seconds").asDouble())
        .isEqualTo(12);
  }

  @Test
  void comparesEachRunWithTheFloorJustBeforeIt() {
    measured("floor", 10, "ours", 11);
    assertThat(json("bench.runs", "2").path("burst_vs_floor").path("value").isNull()).isTrue();

    measured("floor-2", 20, "ours-2", 23);
    assertThat(json("bench.runs", "2").path("burst_vs_floor").path("value").asDouble())
        .isEqualTo(1.15);
  }

  private void measured(String floor, double floorSeconds, String ours, double seconds) {
    figures.put(floor + ".burst.seconds", floorSeconds);
    figures.put(ours + ".burst.seconds", seconds);
  }

  @Test
  void expectsOfActiveConnectionsWhatTheirIntervalAllows() {
    assertThat(goals("60s")).containsExactly(40, 16, 61);
    assertThat(goals("10s")).containsExactly(10, 11, 11);
  }

  private List<Integer> goals(String interval) {
    return Stream.of(
            "calls_per_interval_active", "detection_active_p99_seconds", "detection_p99_seconds")
        .map(name -> json("bench.interval", interval).path(name).path("goal").asInt())
        .toList();
  }

  @Test
  void takesTheMostResourcesAndTheMostListedConnectionsTogether() {
    figures.put("growth.combined.30000_100000.calls", 110);
    figures.put("growth.combined.30000_100000.intervals", 1.001);
    figures.put("growth.combined.30000_100000.rss_mib", 240);

    assertThat(json().path("combined_calls_per_interval").path("ok").asBoolean()).isTrue();
    assertThat(json().path("combined_rss_mib").path("value").asInt()).isEqualTo(240);
  }

  @Test
  void marksWhatWasNotMeasured() {
    var growth = json().path("growth");

    assertThat(growth.path("value").isNull()).isTrue();
    assertThat(growth.path("ok").isNull()).isTrue();
    assertThat(growth.path("note").asText()).isEqualTo("not measured in this run");
  }

  @Test
  void namesAllFiguresThatHaveAGoal() {
    assertThat(json().fieldNames())
        .toIterable()
        .containsExactly(
            "calls_per_interval",
            "calls_per_interval_active",
            "calls_full_sweep_ratio",
            "steady_writes",
            "restart_writes",
            "failover_writes",
            "burst_vs_floor",
            "cold_vs_floor",
            "burst_api_server_cpu_vs_floor",
            "detection_p99_seconds",
            "detection_active_p99_seconds",
            "rss_mib",
            "rss_mib_30000",
            "rss_vs_textbook",
            "heap_bytes_per_connection",
            "cpu_seconds_per_quiet_minute",
            "cpu_vs_textbook",
            "ready_seconds",
            "services_calls_per_interval",
            "services_rss_mib",
            "services_cpu_seconds_per_quiet_interval",
            "services_scrape_seconds",
            "services_steady_writes",
            "made_vs_floor",
            "made_warm_vs_floor",
            "made_writes",
            "made_quiet_writes",
            "combined_calls_per_interval",
            "combined_rss_mib",
            "combined_cpu_seconds_per_quiet_interval",
            "combined_steady_writes",
            "growth",
            "shards_4",
            "raw");
  }

  @Test
  void dividesTheHeapAmongTheConnectionsThatTheSmallRunLacks() {
    figures.put("ours.quiet.live_heap_bytes", 59_600_000);
    figures.put("small.live_heap_bytes", 20_000_000);
    figures.put("small.connections", 100);

    assertThat(json().path("heap_bytes_per_connection").path("value").asDouble()).isEqualTo(4_000);
  }

  @Test
  void takesTheWorstCostOfGrowthForEachConnection() {
    for (var cost : Map.of("calls_per_interval", 30, "rss_mib", 500).entrySet()) {
      figures.put("growth.ours.30000." + cost.getKey(), cost.getValue());
    }
    figures.put("growth.ours.30000.cpu_seconds_per_interval", 12);
    figures.put("growth.ours.3000.calls_per_interval", 10);
    figures.put("growth.ours.3000.rss_mib", 200);
    figures.put("growth.ours.3000.cpu_seconds_per_interval", 1);

    var growth = json().path("growth");

    assertThat(growth.path("value").asDouble()).isEqualTo(1.2);
    assertThat(growth.path("ok").asBoolean()).isFalse();
  }

  @Test
  void allowsNoEdgeButThatOfWholeCalls() {
    figures.put("ours.quiet.calls", 21);
    figures.put("ours.quiet.intervals", 2.001);
    figures.put("ours.restart.ready_seconds", 2.001);

    assertThat(json().path("calls_per_interval").path("value").asDouble()).isEqualTo(10);
    assertThat(json().path("ready_seconds").path("ok").asBoolean()).isFalse();
  }

  @Test
  void isATableForPeopleToo() {
    figures.put("ours.quiet.rss_mib", 300);
    figures.put("textbook.quiet.rss_mib", 400);

    assertThat(new Report(Measurements.of(figures, BenchSettingsTest.with()), figures).markdown())
        .contains("| `rss_mib` | 300 | 150 | **missed** |")
        .contains("| `rss_vs_textbook` | 0.750 | 0.600 | **missed** |")
        .contains("| resident memory, MiB | 300 | 400 |  |  |");
  }

  private ObjectNode json(String... settings) {
    return new Report(Measurements.of(figures, BenchSettingsTest.with(settings)), figures).json();
  }
}
