package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The resident memory of replicas over time. */
final class MemorySamples {

  private final List<Sample> samples = new ArrayList<>();

  /** What one replica had at a time of the soak. */
  private record Sample(Duration at, String replica, double mib) {}

  /** Adds a sample. */
  void add(Duration at, String replica, double mib) {
    samples.add(new Sample(at, replica, mib));
  }

  /**
   * The mean of one replica in a window, in MiB.
   *
   * @throws BenchException if it was not measured then
   */
  double mean(String replica, SoakPlan.Window window) {
    return samples.stream()
        .filter(sample -> sample.replica().equals(replica) && window.contains(sample.at()))
        .mapToDouble(Sample::mib)
        .average()
        .orElseThrow(() -> new BenchException(replica + " was not measured in " + window));
  }
}
