package io.vpcep.operator.connection;

/**
 * What lists connections.
 *
 * @param kind what it is
 * @param id as its cloud shows it
 */
public record Source(Kind kind, String id) {

  /**
   * A kind of source, each with its own API. {@code io.vpcep.operator.source} defines the kinds.
   *
   * @param label the word for metrics and logs
   * @param phrase the words for sentences
   */
  public record Kind(String label, String phrase) {}

  @Override
  public String toString() {
    return kind.phrase() + " " + id;
  }
}
