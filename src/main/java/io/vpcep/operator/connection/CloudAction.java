package io.vpcep.operator.connection;

/**
 * A call that changes a cloud: what the owner of a source answers to one connection.
 *
 * @param source that lists the connection, and the account that answers
 * @param endpointId the VPC endpoint's ID; one, because the clouds take one in each request
 * @param verb what is answered
 */
public record CloudAction(SourceKey source, String endpointId, Verb verb) {

  /** The answers. */
  public enum Verb {
    /** The connection is made, unless it is already. */
    ACCEPT("accept"),
    /** The connection is refused, or ended if it was made. */
    REJECT("reject");

    private final String word;

    Verb(String word) {
      this.word = word;
    }

    /** The word for logs. */
    public String value() {
      return word;
    }
  }

  @Override
  public String toString() {
    return verb.value() + " " + endpointId + " at " + source;
  }
}
