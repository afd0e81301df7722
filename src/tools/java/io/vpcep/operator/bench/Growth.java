package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a quiet interval costs at several sizes, all with the same number of services. */
final class Growth implements Scenario {

  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final List<Integer> sizes;
  private final boolean textbookToo;

  /**
   * Growth through some sizes.
   *
   * @param sizes how many connections there are, in ascending order
   * @param textbookToo whether to measure the textbook operator beside this one
   */
  Growth(List<Integer> sizes, boolean textbookToo) {
    this.sizes = sizes;
    this.textbookToo = textbookToo;
  }

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var resources = benchEnvironment.emptyNamespace("bench-growth");
    for (int size : sizes) {
      grow(benchEnvironment, resources, size);
      measure(
          benchEnvironment,
          figures,
          "growth.ours." + size,
          namespace -> benchEnvironment.launcher().ours(namespace, "", Ports.free()),
          resources);
      if (textbookToo) {
        measure(
            benchEnvironment,
            figures,
            "growth.textbook." + size,
            benchEnvironment.launcher()::textbook,
            resources);
      }
    }
  }

  private static void grow(BenchEnvironment benchEnvironment, Resources resources, int size)
      throws InterruptedException {
    int services = benchEnvironment.settings().services();
    int more = (size - resources.entries().size()) / services;
    for (int i = 0; i < services; i++) {
      resources.add("growth-" + i, benchEnvironment.cloud().add("growth-" + i, more), "0");
    }
  }

  /** The first interval is for statuses and warming up, the second one is measured. */
  private static void measure(
      BenchEnvironment benchEnvironment,
      Figures figures,
      String name,
      Function<String, JavaProcess> launch,
      Resources resources)
      throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    try (var operator = launch.apply(resources.namespace())) {
      BenchEnvironment.pass(interval.plus(SETTLING));
      benchEnvironment.awaitNoWrites();
      var phase = benchEnvironment.begin(operator);
      BenchEnvironment.pass(interval);
      phase.end(figures, name, interval);
      figures.put(name + ".live_heap_bytes", operator.liveHeapBytes());
    } catch (BenchException e) {
      // A contender that does not bear this size is a result too.
      figures.put(name + ".failure", String.valueOf(e.getMessage()));
    }
  }

  /** The curves of one cost, ours and the textbook's, as far as they were measured. */
  List<GrowthChart.Curve> curves(Figures figures, String cost) {
    var curves = new ArrayList<GrowthChart.Curve>();
    for (var contender : List.of("ours", "textbook")) {
      var points = new ArrayList<GrowthChart.Point>();
      for (int size : sizes) {
        figures
            .number("growth." + contender + "." + size + "." + cost)
            .ifPresent(value -> points.add(new GrowthChart.Point(size, value)));
      }
      curves.add(new GrowthChart.Curve(contender, points));
    }
    return curves;
  }
}
