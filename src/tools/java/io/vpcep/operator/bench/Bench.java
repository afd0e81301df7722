package io.vpcep.operator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code mvn -Pbench}: runs the scenarios one after the other and writes {@code bench.json} and
 * {@code bench.md}, and {@code bench-growth.svg} where growth was measured. Ends with exit code 0
 * also when goals are missed, and with 1 when something could not be measured.
 */
public final class Bench {

  private final BenchSettings settings;
  private final Figures figures = new Figures();
  private final Growth growth;
  private boolean complete = true;

  private Bench(BenchSettings settings) {
    this.settings = settings;
    growth = new Growth(settings.sizes(), settings.listed(), settings.growth());
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Bench(BenchSettings.of(System.getProperties())).run() ? 0 : 1);
  }

  /** Whether all could be measured. */
  private boolean run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Machine.describe(figures, settings);
    try (var benchEnvironment = BenchEnvironment.prepare(settings)) {
      for (var scenario : scenarios().entrySet()) {
        if (settings.includes(scenario.getKey())) {
          run(scenario.getKey(), scenario.getValue(), benchEnvironment);
        }
      }
    }
    figures.put("machine.load_after", Machine.load());
    figures.put("run.seconds", BenchEnvironment.secondsSince(start, System.nanoTime()));
    var report = new Report(Measurements.of(figures, settings), figures);
    report.write(settings.folder());
    if (settings.includes("growth")) {
      draw();
    }
    System.out.println();
    System.out.println(report.markdown());
    return complete;
  }

  private Map<String, Scenario> scenarios() {
    var scenarios = new LinkedHashMap<String, Scenario>();
    for (int run = 1; run <= settings.runs(); run++) {
      var floor = BenchSettings.inRun(run, "floor");
      var ours = BenchSettings.inRun(run, "ours");
      scenarios.put(floor, new FloorScenario(floor));
      scenarios.put(ours, new OursScenario(ours, run == 1));
    }
    scenarios.put("small", new SmallScenario());
    scenarios.put("textbook", new TextbookScenario());
    scenarios.put("services", new ServicesScenario());
    scenarios.put("made", new MadeScenario());
    scenarios.put("shards", new Shards());
    scenarios.put("growth", growth);
    return scenarios;
  }

  /** A scenario that fails leaves the others their run. */
  private void run(String name, Scenario scenario, BenchEnvironment benchEnvironment)
      throws InterruptedException {
    long start = System.nanoTime();
    System.out.printf("%s …%n", name);
    try {
      scenario.run(benchEnvironment, figures);
    } catch (RuntimeException e) {
      complete = false;
      figures.put("failures." + name, String.valueOf(e.getMessage()));
      e.printStackTrace();
    }
    double seconds = BenchEnvironment.secondsSince(start, System.nanoTime());
    figures.put("run." + name + "_seconds", seconds);
    System.out.printf("%s took %.0f s%n", name, seconds);
  }

  private void draw() throws IOException {
    var panels =
        List.of(
            new GrowthChart.Panel(
                "cloud calls an interval", growth.curves(figures, "calls_per_interval")),
            new GrowthChart.Panel(
                "CPU seconds an interval", growth.curves(figures, "cpu_seconds_per_interval")),
            new GrowthChart.Panel("resident memory, MiB", growth.curves(figures, "rss_mib")));
    Files.writeString(settings.folder().resolve("bench-growth.svg"), GrowthChart.svg(panels));
  }
}
