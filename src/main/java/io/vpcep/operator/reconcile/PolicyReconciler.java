package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.vpcep.operator.acceptance.AcceptanceDecision;
import io.vpcep.operator.acceptance.AcceptanceInput;
import io.vpcep.operator.acceptance.AcceptanceMemory;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.action.ActionReportBook.Awaited;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.InternalErrorStatus;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.reconcile.Controllers.Acceptance;
import io.vpcep.operator.time.Now;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the service of a policy is listed, that its resource says what the policy decides
 * on the list, and that what the status shows as decided is requested.
 */
final class PolicyReconciler
    implements ResourceReconciler<VpcEndpointAcceptancePolicy, VpcEndpointAcceptancePolicyStatus> {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyReconciler.class);

  private final SourceWatch watch;
  private final PollPolicy pollPolicy;
  private final PolicyRivals rivals;
  private final Acceptance acceptance;
  private final Map<ResourceKey, AcceptanceMemory> memories = new ConcurrentHashMap<>();

  /**
   * @param policies tells which of them are for the same service
   * @param acceptance carries out what is decided
   */
  PolicyReconciler(
      Poller poller,
      PollPolicy pollPolicy,
      ResourceLister<VpcEndpointAcceptancePolicy> policies,
      Acceptance acceptance) {
    this.watch = new SourceWatch(SubscriberId.Kind.POLICY, poller, pollPolicy);
    this.pollPolicy = pollPolicy;
    this.rivals = new PolicyRivals(policies);
    this.acceptance = acceptance;
  }

  @Override
  public Class<VpcEndpointAcceptancePolicy> type() {
    return VpcEndpointAcceptancePolicy.class;
  }

  @Override
  public boolean isFresh(VpcEndpointAcceptancePolicy resource) {
    var status = resource.getStatus();
    return status == null
        || status.pending() == null
        || !Objects.equals(status.observedGeneration(), resource.getMetadata().getGeneration());
  }

  /**
   * What is requested now was decided earlier: the status shows it already, whatever becomes of the
   * one that is decided here.
   */
  @Override
  public Decision<VpcEndpointAcceptancePolicyStatus> reconcile(
      VpcEndpointAcceptancePolicy resource, Now now) {
    var key = ResourceKey.of(resource);
    var memory = memory(key, resource.getMetadata().getUid());
    var seen = watch(resource, memory, now);
    var reports = acceptance.reports().of(resource.getMetadata().getUid(), awaited(resource));
    var conclusion =
        AcceptanceDecision.decide(
            new AcceptanceInput(
                resource,
                seen,
                approval(resource, seen),
                acceptance.isEnabled(),
                rivals.of(resource),
                reports,
                memory,
                pollPolicy,
                now));
    memories.put(key, conclusion.memory());
    if (conclusion.memory().needsWholeList() != memory.needsWholeList()) {
      watch(resource, conclusion.memory(), now);
    }
    // What waits for its turn and is not among these any more is dropped.
    acceptance.reports().want(resource.getMetadata().getUid(), conclusion.actions());
    conclusion.actions().forEach(acceptance.actions());
    return conclusion.decision();
  }

  /** What is remembered of this policy; another one of its name is forgotten. */
  private AcceptanceMemory memory(ResourceKey key, String uid) {
    var known = memories.get(key);
    if (known == null) {
      acceptance.listener().known(key.namespace(), key.name());
      return AcceptanceMemory.NONE;
    }
    if (!known.uid().equals(uid)) {
      forget(known);
    }
    return known.of(uid);
  }

  private Observation watch(
      VpcEndpointAcceptancePolicy resource, AcceptanceMemory memory, Now now) {
    return watch.watchList(resource, isFresh(resource), memory.needsWholeList(), now);
  }

  /** Not asked for before the service could be listed: until then, the account may be unusable. */
  private Approval approval(VpcEndpointAcceptancePolicy resource, Observation seen) {
    return seen.presence() instanceof Presence.Listed
        ? acceptance.approvals().of(PolicyVersion.of(resource), PlannedAction.source(resource))
        : Approval.UNKNOWN;
  }

  /** The decisions whose outcome is not known. */
  private static Set<Awaited> awaited(VpcEndpointAcceptancePolicy resource) {
    return decisions(resource.getStatus())
        .filter(DecisionEntry::awaitsResult)
        .map(entry -> new Awaited(entry.number(), entry.endpointID(), PlannedAction.verb(entry)))
        .collect(toUnmodifiableSet());
  }

  private static Stream<DecisionEntry> decisions(
      @Nullable VpcEndpointAcceptancePolicyStatus status) {
    return status == null
        ? Stream.empty()
        : requireNonNullElse(status.decisions(), List.<DecisionEntry>of()).stream();
  }

  @Override
  public VpcEndpointAcceptancePolicyStatus failed(
      VpcEndpointAcceptancePolicy resource, VpcEndpointAcceptancePolicyStatus status, Now now) {
    return InternalErrorStatus.of(
        status, Condition.SYNCED, "False", resource.getMetadata().getGeneration(), now.wall());
  }

  @Override
  public void written(
      VpcEndpointAcceptancePolicy resource, @Nullable VpcEndpointAcceptancePolicyStatus before) {
    // A status that somebody else wrote may have a number twice.
    var known =
        decisions(before)
            .collect(toMap(DecisionEntry::number, DecisionEntry::result, (one, other) -> other));
    decisions(resource.getStatus())
        .filter(entry -> entry.result() != known.get(entry.number()))
        .filter(entry -> entry.result() != Result.Started)
        .forEach(entry -> decided(ResourceKey.of(resource), entry));
  }

  /** An action that the list alone shows has no other log line. */
  private void decided(ResourceKey key, DecisionEntry entry) {
    acceptance.listener().decided(key.namespace(), key.name(), entry);
    key.in(LOG.atInfo())
        .addKeyValue("rule", entry.rule())
        .addKeyValue("endpoint", entry.endpointID())
        .addKeyValue("domain", entry.domainID())
        .addKeyValue("action", PlannedAction.verb(entry).value())
        .addKeyValue("result", entry.result())
        .addKeyValue("message", entry.message())
        .log("recorded a decision");
  }

  /** A policy that comes, goes or changes makes rivals, or leaves them alone. */
  @Override
  public Stream<String> concernedBy(Resource<?, ?> changed, boolean byOthers) {
    return byOthers && changed instanceof VpcEndpointAcceptancePolicy policy
        ? rivals.of(policy).stream()
        : Stream.empty();
  }

  @Override
  public void forget(String namespace, String name) {
    watch.forget(namespace, name);
    acceptance.listener().forgotten(namespace, name);
    var memory = memories.remove(new ResourceKey(type(), namespace, name));
    if (memory != null) {
      forget(memory);
    }
  }

  private void forget(AcceptanceMemory memory) {
    acceptance.reports().forget(memory.uid());
    acceptance.approvals().forget(memory.uid());
  }
}
