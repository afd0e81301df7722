package io.vpcep.operator.reconcile;

import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.action.PolicyReader;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.cluster.RawKubernetesClient;

/**
 * Asks the API server whether a policy is as it was when it decided, and the informer whether it
 * has a rival since.
 */
public final class PresentPolicies implements PolicyReader {

  private final PresentMetadata metadata;
  private final PolicyRivals rivals;

  /**
   * @param calls made only while this replica leads
   */
  public PresentPolicies(RawKubernetesClient calls, ResourceListers listers) {
    metadata = new PresentMetadata(calls);
    rivals = new PolicyRivals(listers.of(VpcEndpointAcceptancePolicy.class));
  }

  @Override
  public boolean isPresent(PolicyVersion version) {
    var namespace = version.namespace();
    var name = version.name();
    var type = VpcEndpointAcceptancePolicy.class;
    return rivals.isWithout(namespace, name)
        && metadata.of(type, namespace, name, version.uid(), version.generation()) != null;
  }
}
