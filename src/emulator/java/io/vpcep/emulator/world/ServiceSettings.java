package io.vpcep.emulator.world;

/**
 * What a VPC endpoint service demands and shows.
 *
 * @param approval whether its owner has to accept every connection
 * @param details what else it shows
 */
public record ServiceSettings(boolean approval, ServiceDetails details) {

  /** With approval. */
  public static final ServiceSettings DEFAULT = new ServiceSettings(true, ServiceDetails.DEFAULT);

  public ServiceSettings withApproval(boolean demanded) {
    return new ServiceSettings(demanded, details);
  }

  public ServiceSettings withDetails(ServiceDetails other) {
    return new ServiceSettings(approval, other);
  }
}
