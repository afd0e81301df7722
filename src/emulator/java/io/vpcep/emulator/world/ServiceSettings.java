package io.vpcep.emulator.world;

/**
 * What a VPC endpoint service demands.
 *
 * @param approval whether its owner has to accept every connection
 */
public record ServiceSettings(boolean approval) {

  /** With approval. */
  public static final ServiceSettings DEFAULT = new ServiceSettings(true);
}
