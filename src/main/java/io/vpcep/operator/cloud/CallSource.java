package io.vpcep.operator.cloud;

/** Builds a call when it is about to be made, so that a fault in building it fails that call. */
@FunctionalInterface
public interface CallSource {

  /**
   * Builds the call.
   *
   * @throws CloudException when there can be no such call, for example for an ID that no URL holds
   */
  ApiCall get() throws CloudException;
}
