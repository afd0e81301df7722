package io.vpcep.operator.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the statuses of all kinds have in common.
 *
 * @param <T> the status itself
 */
public interface ResourceStatus<T extends ResourceStatus<T>> {

  /** The metadata.generation that the status was decided for; null before the first. */
  @Nullable Long observedGeneration();

  /** The conditions; null before the first. */
  @Nullable List<Condition> conditions();

  /** The events that the API server has not accepted yet, oldest first; null for none. */
  @Nullable List<UnrecordedEvent> unrecordedEvents();

  /** The same status with other events that were not accepted yet; null for none. */
  T withUnrecordedEvents(@Nullable List<UnrecordedEvent> events);

  /** The same status with other conditions. */
  T withConditions(List<Condition> conditions);
}
