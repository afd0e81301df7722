package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;

/** Is notified of the outcomes of the decisions of policies. */
public interface AcceptanceListener {

  /** There is such a policy. */
  void known(String namespace, String policy);

  /** A result of a decision was written, other than that it is under way. */
  void decided(String namespace, String policy, DecisionEntry decision);

  /** There is no such policy any more. */
  void forgotten(String namespace, String policy);
}
