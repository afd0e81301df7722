package io.vpcep.operator.action;

import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;

/** Asks the API server, and not only a cache, for a policy. */
@FunctionalInterface
public interface PolicyReader {

  /**
   * Whether the policy exists in this very version, is not being deleted, and has no rival.
   *
   * @throws RuntimeException if the API server does not tell
   */
  boolean isPresent(PolicyVersion version);
}
