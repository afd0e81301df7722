package io.vpcep.operator.bench;

import java.util.Collection;

/** Percentiles by the nearest rank: always a value that was measured. */
final class Percentile {

  private Percentile() {}

  /**
   * The smallest value that at least this share of all values does not exceed.
   *
   * @param percent above 0, up to 100
   * @throws IllegalArgumentException without values
   */
  static double of(Collection<Double> values, double percent) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    int rank = (int) Math.ceil(percent / 100 * values.size());
    return values.stream().sorted().skip(Math.max(rank, 1) - 1L).findFirst().orElseThrow();
  }
}
