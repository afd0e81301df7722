package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.decision.ObservedStatus;
import java.util.List;

/** Which policies of one namespace are for the same service, so that none of them acts. */
record PolicyRivals(ResourceLister<VpcEndpointAcceptancePolicy> policies) {

  /** The names of the others, besides a policy that need not exist any more. */
  List<String> of(VpcEndpointAcceptancePolicy policy) {
    var metadata = policy.getMetadata();
    return policies
        .naming(metadata.getNamespace(), ObservedStatus.source(policy.getSpec()))
        .map(other -> other.getMetadata().getName())
        .filter(name -> !name.equals(metadata.getName()))
        .sorted()
        .toList();
  }

  /** Whether the policy is known and has none. */
  boolean isWithout(String namespace, String name) {
    var policy = policies.get(namespace, name);
    return policy != null && of(policy).isEmpty();
  }
}
