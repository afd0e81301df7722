package io.vpcep.operator.poll;

/** How a source is read. */
public enum SweepKind {
  /** The whole list. */
  FULL("full"),
  /** What changed since the sweep before. */
  INCREMENTAL("incremental"),
  /** Each watched connection alone. */
  LOOK_UP("look-up");

  private final String word;

  SweepKind(String word) {
    this.word = word;
  }

  /** The word for metrics. */
  public String value() {
    return word;
  }
}
