package io.vpcep.operator.connection;

/**
 * What lists connections.
 *
 * @param kind which of the two APIs lists them
 * @param id the endpoint service's or the cluster's ID
 */
public record Source(Kind kind, String id) {

  /** The kinds of source, each with its own API. */
  public enum Kind {
    /** A VPC endpoint service, listed by the VPCEP API. */
    VPC_ENDPOINT_SERVICE("VpcEndpointService", "VPC endpoint service"),
    /** A CSS cluster with its VPC endpoint service enabled, listed by the CSS API. */
    CSS_CLUSTER("CssCluster", "CSS cluster");

    private final String label;
    private final String phrase;

    Kind(String label, String phrase) {
      this.label = label;
      this.phrase = phrase;
    }

    /** The word for metrics and logs. */
    public String label() {
      return label;
    }

    /** The words for sentences. */
    public String phrase() {
      return phrase;
    }
  }

  @Override
  public String toString() {
    return kind.phrase() + " " + id;
  }
}
