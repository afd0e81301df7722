package io.vpcep.operator.cloud;

/** The services of a cloud that we call. */
public enum Api {
  /** Identity: tokens and projects. */
  IAM("iam"),
  /** VPC endpoints. */
  VPCEP("vpcep"),
  /** Cloud Search Service. */
  CSS("css");

  private final String label;

  Api(String label) {
    this.label = label;
  }

  /** The word for metrics. */
  public String label() {
    return label;
  }
}
