package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.poll.ConnectionSelector;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.poll.Subscription;
import io.vpcep.operator.time.Now;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has sources polled as the resources of one kind ask for it.
 *
 * @param kind of the resources
 * @param pollPolicy for what they leave open
 */
record SourceWatch(SubscriberId.Kind kind, Poller poller, PollPolicy pollPolicy) {

  /**
   * Subscribes to a connection of the source of a resource, unless the resource is suspended.
   *
   * @param first whether the resource does not wait for its turn
   * @return what is known by now
   */
  Observation watch(
      Resource<? extends SourceSpec, ?> resource,
      ConnectionSelector identity,
      boolean first,
      Now now) {
    return watch(resource, identity, first, false, now);
  }

  /**
   * The same for all connections of the source.
   *
   * @param whole whether the next sweep has to read the whole list, and not what changed in it
   */
  Observation watchList(
      Resource<? extends SourceSpec, ?> resource, boolean first, boolean whole, Now now) {
    return watch(resource, null, first, whole, now);
  }

  private Observation watch(
      Resource<? extends SourceSpec, ?> resource,
      @Nullable ConnectionSelector identity,
      boolean first,
      boolean whole,
      Now now) {
    var metadata = resource.getMetadata();
    var id = new SubscriberId(kind, metadata.getNamespace(), metadata.getName());
    var spec = resource.getSpec();
    if (spec.suspended()) {
      poller.unwatch(id);
      return Observation.awaited(now.monotonic());
    }
    var account = new AccountKey(metadata.getNamespace(), spec.accountRef().name());
    Map<String, String> annotations = metadata.getAnnotations();
    var subscription =
        new Subscription(
            metadata.getUid(),
            new SourceKey(account, ObservedStatus.source(spec)),
            identity,
            pollPolicy.interval(spec),
            pollPolicy.activeInterval(spec),
            annotations == null ? null : annotations.get(Group.REQUESTED_AT),
            whole);
    return poller.watch(id, subscription, first);
  }

  /** The resource is gone. */
  void forget(String namespace, String name) {
    poller.unwatch(new SubscriberId(kind, namespace, name));
  }
}
