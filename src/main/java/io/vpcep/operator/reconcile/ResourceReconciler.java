package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.time.Now;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one kind of resource asks for, and what its status should be. */
interface ResourceReconciler<P extends Resource<?, S>, S extends ResourceStatus<S>> {

  /** The kind. */
  Class<P> type();

  /**
   * Has done what the spec of the resource asks for, and decides its status.
   *
   * @return null if there is nothing to say yet
   */
  @Nullable Decision<S> reconcile(P resource, Now now);

  /** Whether the status is this process's to write; otherwise another release writes it. */
  default boolean isReported(P resource) {
    return true;
  }

  /** Whether the resource is new, or was changed since its status was written. */
  boolean isFresh(P resource);

  /** The status with what shows that the operator itself failed. */
  S failed(P resource, S status, Now now);

  /**
   * A status was written.
   *
   * @param resource with the status that was written
   * @param before the status that it had
   */
  void written(P resource, @Nullable S before);

  /**
   * The names of the resources of this kind that another resource, of any kind, concerns. They are
   * looked at soon.
   *
   * @param byOthers whether somebody else has changed it, rather than this process its status
   */
  default Stream<String> concernedBy(Resource<?, ?> changed, boolean byOthers) {
    return Stream.empty();
  }

  /** The resource is gone. */
  void forget(String namespace, String name);
}
