package io.vpcep.operator.decision;

/**
 * What the condition ConnectionsReady of a VpcEndpointService says.
 *
 * @param status of the condition: True, False or Unknown
 * @param reason of it
 * @param message of it
 */
public record ConnectionsReady(String status, String reason, String message) {

  /** Before the first resources are made. */
  static final ConnectionsReady IN_PROGRESS =
      new ConnectionsReady(
          "Unknown",
          "InProgress",
          "The VpcEndpointConnections of this service have not all been created yet.");
}
