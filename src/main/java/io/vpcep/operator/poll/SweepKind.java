package io.vpcep.operator.poll;

import java.util.Locale;

/** How a source is read. */
public enum SweepKind {
  /** The whole list. */
  FULL,
  /** What changed since the sweep before. */
  INCREMENTAL,
  /** Each watched connection alone. */
  LOOK_UP;

  /** The word for metrics: {@code full}, {@code incremental} or {@code look-up}. */
  public String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
