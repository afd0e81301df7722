package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a quiet interval costs at several sizes: of resources, of connections in services that are
 * watched as a whole, each with the same number of services at all sizes, and of the most of both
 * in one process.
 */
final class Growth implements Scenario {

  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final List<Integer> sizes;
  private final List<Integer> listed;
  private final boolean textbookToo;

  /**
   * Growth through some sizes.
   *
   * @param sizes how many resources there are, in ascending order
   * @param listed how many connections the services have that are watched as a whole, in ascending
   *     order
   * @param textbookToo whether to measure the textbook operator beside this one
   */
  Growth(List<Integer> sizes, List<Integer> listed, boolean textbookToo) {
    this.sizes = sizes;
    this.listed = listed;
    this.textbookToo = textbookToo;
  }

  /** The phase of the most resources together with the most listed connections. */
  static String combined(int size, int listed) {
    return "growth.combined." + size + "_" + listed;
  }

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var resources = benchEnvironment.emptyNamespace("bench-growth");
    for (int size : sizes) {
      grow(benchEnvironment, resources, size);
      ours(benchEnvironment, figures, "growth.ours." + size, resources.namespace());
      if (textbookToo) {
        measure(
            benchEnvironment,
            figures,
            "growth.textbook." + size,
            () -> benchEnvironment.launcher().textbook(resources.namespace()),
            operator -> {},
            () -> {});
      }
    }
    var whole = benchEnvironment.emptyNamespace("bench-growth-listed");
    growListed(benchEnvironment, figures, whole);
    ours(
        benchEnvironment,
        figures,
        combined(sizes.get(sizes.size() - 1), listed.get(listed.size() - 1)),
        resources.namespace() + "," + whole.namespace());
  }

  private void growListed(BenchEnvironment benchEnvironment, Figures figures, Resources whole)
      throws InterruptedException {
    int services = ServicesScenario.SERVICES_FOR_EACH * benchEnvironment.settings().services();
    int before = 0;
    for (int size : listed) {
      for (int i = 0; i < services; i++) {
        var service = "listed-" + i;
        benchEnvironment.cloud().add(service, (size - before) / services);
        if (before == 0) {
          whole.watchAll(service);
        }
      }
      before = size;
      ours(benchEnvironment, figures, "growth.listed." + size, whole.namespace());
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

  /** This operator, and what it shows then: what it does not show, it does not bear. */
  private static void ours(
      BenchEnvironment benchEnvironment, Figures figures, String name, String namespaces)
      throws InterruptedException {
    int port = Ports.free();
    measure(
        benchEnvironment,
        figures,
        name,
        () -> benchEnvironment.launcher().ours(namespaces, "", port),
        new Readiness(port)::await,
        () -> {
          figures.put(name + ".resources", OperatorMetrics.sum(port, "vpcep_connection_state"));
          figures.put(name + ".listed", OperatorMetrics.sum(port, "vpcep_source_connections"));
        });
  }

  /** Waits until a process begins to poll. */
  @FunctionalInterface
  private interface Beginning {
    void await(JavaProcess process) throws InterruptedException;
  }

  /**
   * The first interval is for statuses and warming up. A list of several pages is read in full
   * again at its end, because a connection may have come while the first pages were read. What
   * follows is measured.
   *
   * @param look notes more of the process at the end
   */
  private static void measure(
      BenchEnvironment benchEnvironment,
      Figures figures,
      String name,
      Supplier<JavaProcess> launch,
      Beginning beginning,
      Runnable look)
      throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    try (var operator = launch.get()) {
      beginning.await(operator);
      BenchEnvironment.pass(interval.plus(SETTLING));
      benchEnvironment.awaitNoWrites();
      var phase = benchEnvironment.begin(operator);
      BenchEnvironment.pass(interval);
      phase.end(figures, name, interval);
      figures.put(name + ".live_heap_bytes", operator.liveHeapBytes());
      look.run();
    } catch (BenchException e) {
      // A contender that does not bear this size is a result too.
      figures.put(name + ".failure", String.valueOf(e.getMessage()));
    }
  }

  /** The curves of one cost, as far as they were measured. */
  List<GrowthChart.Curve> curves(Figures figures, String cost) {
    var curves = new ArrayList<GrowthChart.Curve>();
    for (var contender : List.of("ours", "listed", "textbook")) {
      var points = new ArrayList<GrowthChart.Point>();
      for (int size : contender.equals("listed") ? listed : sizes) {
        figures
            .number("growth." + contender + "." + size + "." + cost)
            .ifPresent(value -> points.add(new GrowthChart.Point(size, value)));
      }
      curves.add(new GrowthChart.Curve(contender, points));
    }
    return curves;
  }
}
