package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.decision.ObservedStatus;
import org.jspecify.annotations.Nullable;

/**
 * An action that a policy has decided, and shows in its status. It may be requested as long as the
 * policy and the connection are as they were.
 *
 * @param action what is requested
 * @param number of the decision
 * @param rule that decided
 * @param domainId of the connection then
 * @param markerId of the connection then
 * @param policy which policy it is, and in which version
 */
public record PlannedAction(
    CloudAction action,
    long number,
    String rule,
    @Nullable String domainId,
    @Nullable Long markerId,
    PolicyVersion policy) {

  /**
   * One version of a policy.
   *
   * @param namespace of the policy
   * @param name of the policy
   * @param uid of the policy: one that is created again under its name is another
   * @param generation of its spec
   */
  public record PolicyVersion(String namespace, String name, String uid, long generation) {

    /** The present version of a policy. */
    public static PolicyVersion of(VpcEndpointAcceptancePolicy policy) {
      var metadata = policy.getMetadata();
      return new PolicyVersion(
          metadata.getNamespace(), metadata.getName(), metadata.getUid(), metadata.getGeneration());
    }
  }

  /** What a decision asks for. */
  static PlannedAction of(DecisionEntry entry, VpcEndpointAcceptancePolicy policy) {
    var version = PolicyVersion.of(policy);
    return new PlannedAction(
        new CloudAction(source(policy), entry.endpointID(), verb(entry)),
        entry.number(),
        entry.rule(),
        entry.domainID(),
        entry.markerID(),
        version);
  }

  /** What a decision has the cloud asked for. */
  public static Verb verb(DecisionEntry entry) {
    return entry.action() == Action.Accept ? Verb.ACCEPT : Verb.REJECT;
  }

  /** The service that a policy is for, by its account. */
  public static SourceKey source(VpcEndpointAcceptancePolicy policy) {
    var spec = policy.getSpec();
    var namespace = policy.getMetadata().getNamespace();
    return new SourceKey(
        new AccountKey(namespace, spec.accountRef().name()), ObservedStatus.source(spec));
  }
}
