package io.vpcep.operator.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Computes what the goals speak of from what was measured. */
final class Measurements {

  static final int FEW = 3_000;
  static final int MANY = 30_000;

  /** Of the services that are watched as a whole. */
  static final int LISTED = 100_000;

  private static final String COMBINED = Growth.combined(MANY, LISTED);
  private static final double MIB = 1024 * 1024;
  private static final double MINUTE = 60;

  private final Figures figures;
  private final BenchSettings settings;

  private Measurements(Figures figures, BenchSettings settings) {
    this.figures = figures;
    this.settings = settings;
  }

  /** All figures that have a goal, measured or not. */
  static List<Measurement> of(Figures figures, BenchSettings settings) {
    var of = new Measurements(figures, settings);
    return List.of(
        of.callsPerInterval(),
        of.callsPerIntervalActive(),
        of.fullSweep(),
        of.simple("steady_writes", "ours.quiet.writes", 0),
        of.simple("restart_writes", "ours.restart.writes", 0),
        of.simple("failover_writes", "ours.failover.writes", 0),
        of.versusFloor("burst_vs_floor", "burst.seconds", 1.2),
        of.versusFloor("cold_vs_floor", "cold.seconds", 1.2),
        of.versusFloor("burst_api_server_cpu_vs_floor", "burst.api_server_cpu_seconds", 1.1),
        of.simple(
            "detection_p99_seconds",
            "ours.detection.p99_seconds",
            settings.interval().toMillis() / 1000.0 + 1),
        of.simple(
            "detection_active_p99_seconds",
            "ours.detection_active.p99_seconds",
            settings.activeInterval().toMillis() / 1000.0 + 1),
        of.simple("rss_mib", "ours.quiet.rss_mib", 150),
        of.simple("rss_mib_30000", "growth.ours." + MANY + ".rss_mib", 215),
        of.ratio("rss_vs_textbook", "ours.quiet.rss_mib", "textbook.quiet.rss_mib", 0.6),
        of.heap(),
        of.cpu(),
        of.cpuRatio(),
        of.simple("ready_seconds", "ours.restart.ready_seconds", 2),
        of.servicesCalls(),
        of.simple("services_rss_mib", "services.quiet.rss_mib", 256),
        of.simple(
            "services_cpu_seconds_per_quiet_interval",
            "services.quiet.cpu_seconds_per_interval",
            1),
        of.simple("services_scrape_seconds", "services.scrape_seconds", 1),
        of.simple("services_steady_writes", "services.quiet.writes", 0),
        of.ratio("made_vs_floor", "ours.made.seconds", "floor.made.seconds", 1.25),
        of.ratio("made_warm_vs_floor", "ours.made_warm.seconds", "floor.made_warm.seconds", 1.25),
        of.simple("made_writes", "ours.made_settled.writes", MadeScenario.MOST_WRITES),
        of.simple("made_quiet_writes", "ours.made_quiet.writes", 0),
        of.combinedCalls(),
        of.simple("combined_rss_mib", COMBINED + ".rss_mib", 256),
        of.simple(
            "combined_cpu_seconds_per_quiet_interval", COMBINED + ".cpu_seconds_per_interval", 1.3),
        of.simple("combined_steady_writes", COMBINED + ".writes", 0),
        of.growth(),
        of.shards());
  }

  private Measurement callsPerInterval() {
    return calls("calls_per_interval", "ours.quiet", settings.services());
  }

  private Measurement callsPerIntervalActive() {
    double polls = (double) settings.interval().toMillis() / settings.activeInterval().toMillis();
    return calls("calls_per_interval_active", "ours.active", polls * settings.services());
  }

  private Measurement servicesCalls() {
    return calls(
        "services_calls_per_interval",
        "services.quiet",
        ServicesScenario.SERVICES_FOR_EACH * settings.services());
  }

  private Measurement combinedCalls() {
    return calls(
        "combined_calls_per_interval",
        COMBINED,
        (1 + ServicesScenario.SERVICES_FOR_EACH) * settings.services());
  }

  /** A phase may begin just before one sweep and end just before the next one. */
  private Measurement calls(String name, String phase, double goal) {
    return new Measurement(
        name,
        each(phase + ".calls", phase + ".intervals", (all, n) -> Math.rint(all / n)),
        goal,
        "%1$s.calls / %1$s.intervals, in whole calls".formatted(phase));
  }

  private Measurement fullSweep() {
    return new Measurement(
        "calls_full_sweep_ratio",
        each("ours.cold.calls_of_first_sweeps", "settings.fewest_calls", (all, n) -> all / n),
        1.0,
        "ours.cold.calls_of_first_sweeps / settings.fewest_calls");
  }

  private Measurement heap() {
    var many = figures.number("ours.quiet.live_heap_bytes");
    var few = figures.number("small.live_heap_bytes");
    var connections = figures.number("small.connections");
    return new Measurement(
        "heap_bytes_per_connection",
        many.isEmpty() || few.isEmpty() || connections.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                (many.getAsDouble() - few.getAsDouble())
                    / (settings.connections() - connections.getAsDouble())),
        4_096,
        "(ours.quiet.live_heap_bytes - small.live_heap_bytes) / (connections - small.connections)");
  }

  private Measurement cpu() {
    return new Measurement(
        "cpu_seconds_per_quiet_minute",
        cpuPerMinute("ours"),
        0.1,
        "ours.quiet.cpu_seconds / ours.quiet.seconds * 60, at the interval of this run");
  }

  private Measurement cpuRatio() {
    return new Measurement(
        "cpu_vs_textbook",
        divided(cpuPerMinute("ours"), cpuPerMinute("textbook")),
        0.05,
        "quiet.cpu_seconds / quiet.seconds, ours over the textbook's");
  }

  private OptionalDouble cpuPerMinute(String contender) {
    return each(
        contender + ".quiet.cpu_seconds",
        contender + ".quiet.seconds",
        (cpu, seconds) -> cpu / seconds * MINUTE);
  }

  private Measurement growth() {
    var costs =
        List.of("calls_per_interval", "cpu_seconds_per_interval", "rss_mib").stream()
            .map(
                cost ->
                    divided(
                        figures.number("growth.ours." + MANY + "." + cost),
                        figures.number("growth.ours." + FEW + "." + cost)))
            .toList();
    return new Measurement(
        "growth",
        max(costs, (double) FEW / MANY),
        1.1,
        "the greatest of calls, CPU and memory at %d / %d over those at %d / %d"
            .formatted(MANY, MANY, FEW, FEW));
  }

  private Measurement shards() {
    var costs =
        IntStream.range(0, Shards.COUNT)
            .boxed()
            .flatMap(
                shard ->
                    List.of("rss_mib", "cpu_seconds_per_interval").stream()
                        .map(
                            cost ->
                                divided(
                                    figures.number("shards." + shard + "." + cost),
                                    figures.number(Shards.ALONE + "." + cost))))
            .toList();
    return new Measurement(
        "shards_4",
        max(costs, 1),
        1.1,
        "the greatest of each process's memory and CPU over " + Shards.ALONE);
  }

  /** Each run of this operator over that of the floor just before it. */
  private Measurement versusFloor(String name, String figure, double goal) {
    var ratios =
        IntStream.rangeClosed(1, settings.runs())
            .mapToObj(
                run ->
                    divided(
                        figures.number(BenchSettings.inRun(run, "ours") + "." + figure),
                        figures.number(BenchSettings.inRun(run, "floor") + "." + figure)))
            .toList();
    return new Measurement(
        name,
        max(ratios, 1),
        goal,
        "ours.%1$s / floor.%1$s, the greatest of all runs".formatted(figure));
  }

  private static OptionalDouble max(List<OptionalDouble> values, double factor) {
    return values.stream().anyMatch(OptionalDouble::isEmpty)
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            factor * values.stream().flatMapToDouble(OptionalDouble::stream).max().orElseThrow());
  }

  private Measurement simple(String name, String figure, double goal) {
    return new Measurement(name, figures.number(figure), goal, figure);
  }

  private Measurement ratio(String name, String over, String under, double goal) {
    return new Measurement(
        name, each(over, under, (first, second) -> first / second), goal, over + " / " + under);
  }

  private OptionalDouble each(String first, String second, DoubleBinaryOperator operation) {
    var one = figures.number(first);
    var two = figures.number(second);
    return one.isEmpty() || two.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(operation.applyAsDouble(one.getAsDouble(), two.getAsDouble()));
  }

  private static OptionalDouble divided(OptionalDouble over, OptionalDouble under) {
    return over.isEmpty() || under.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(over.getAsDouble() / under.getAsDouble());
  }

  static double mib(long bytes) {
    return bytes / MIB;
  }
}
