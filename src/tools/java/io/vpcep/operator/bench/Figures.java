package io.vpcep.operator.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured, as it was measured: by scenario, phase and name, joined with dots. */
final class Figures {

  private final Map<String, Object> values = new LinkedHashMap<>();

  void put(String name, double value) {
    values.put(name, value);
  }

  /** A whole number. */
  void put(String name, long value) {
    values.put(name, value);
  }

  /** Counts by kind. */
  void put(String name, Map<String, Long> counts) {
    values.put(name, Map.copyOf(counts));
  }

  /** Something in words. */
  void put(String name, String text) {
    values.put(name, text);
  }

  /** A number; empty if it was not measured. */
  OptionalDouble number(String name) {
    return values.get(name) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  Map<String, Object> all() {
    return values;
  }
}
