package io.vpcep.operator.bench;

/**
 * All connections change at once.
 *
 * @param watch sees the statuses
 * @param count how many connections there are
 */
record Burst(BenchEnvironment benchEnvironment, Figures figures, StatusWatch watch, int count) {

  /**
   * Measures from the change to the last status.
   *
   * @param name of the phase, for example {@code ours.burst}
   * @param state the connections' new one
   * @param tell tells the contender to look now, if it can be told
   */
  void measure(JavaProcess contender, String name, String state, Runnable tell)
      throws InterruptedException {
    var phase = benchEnvironment.begin(contender);
    long start = System.nanoTime();
    benchEnvironment.cloud().changeAll(state);
    tell.run();
    long last = watch.awaitAll(state, count, BenchEnvironment.PATIENCE);
    phase.end(figures, name, benchEnvironment.settings().interval());
    figures.put(name + ".seconds", BenchEnvironment.secondsSince(start, last));
  }
}
