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

  private static final String SHOWN = "vpcep_connection_state";
  private static final String LISTED = "vpcep_source_connections";

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
      ours(benchEnvironment, figures, "growth.ours." + size, resources.namespace(), size, size);
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
    int most = sizes.get(sizes.size() - 1);
    int mostListed = listed.get(listed.size() - 1);
    ours(
        benchEnvironment,
        figures,
        combined(most, mostListed),
        resources.namespace() + "," + whole.namespace(),
        most,
        most + mostListed);
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
      ours(benchEnvironment, figures, "growth.listed." + size, whole.namespace(), 0, size);
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
      BenchEnvironment benchEnvironment,
      Figures figures,
      String name,
      String namespaces,
      int resources,
      int listed)
      throws InterruptedException {
    int port = Ports.free();
    measure(
        benchEnvironment,
        figures,
        name,
        () -> benchEnvironment.launcher().ours(namespaces, "", port),
        operator -> {
          new Readiness(port).await(operator);
          awaitShown(operator, port, resources, listed);
          // A list of several pages is read in full twice: a connection may have come meanwhile.
          BenchEnvironment.pass(benchEnvironment.settings().interval());
        },
        () -> {
          figures.put(name + ".resources", OperatorMetrics.sum(port, SHOWN));
          figures.put(name + ".listed", OperatorMetrics.sum(port, LISTED));
        });
  }

  /** Waits until all is shown; if that takes too long, what is measured says how much was. */
  private static void awaitShown(JavaProcess operator, int port, int resources, int listed)
      throws InterruptedException {
    long deadline = System.nanoTime() + BenchEnvironment.PATIENCE.toNanos();
    while (System.nanoTime() < deadline
        && (OperatorMetrics.sum(port, SHOWN) < resources
            || OperatorMetrics.sum(port, LISTED) < listed)) {
      BenchEnvironment.pass(SETTLING);
      operator.requireAlive();
    }
  }

  /** Waits for what comes before an interval to settle and the one that is measured. */
  @FunctionalInterface
  private interface Beginning {
    void await(JavaProcess process) throws InterruptedException;
  }

  /**
   * An interval is for statuses and warming up, and the next one is measured.
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
