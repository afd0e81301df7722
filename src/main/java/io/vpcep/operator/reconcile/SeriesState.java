package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Event;

/**
 * What is needed of an event object to count one more transition in it.
 *
 * @param resourceVersion of the object as it was read or written
 * @param count how many transitions it has recorded
 */
record SeriesState(String resourceVersion, int count) {

  /** The state of an object that was read. */
  static SeriesState of(Event present) {
    int count = present.getCount() == null ? 1 : present.getCount();
    return new SeriesState(requireNonNull(present.getMetadata().getResourceVersion()), count);
  }
}
