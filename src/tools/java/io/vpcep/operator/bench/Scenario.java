package io.vpcep.operator.bench;

/** One part of the bench; it leaves the cloud with every connection accepted. */
@FunctionalInterface
interface Scenario {

  /**
   * Measures.
   *
   * @throws BenchException if that is not possible
   */
  void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException;
}
