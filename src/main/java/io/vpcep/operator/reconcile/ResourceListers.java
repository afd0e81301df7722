package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.Resource;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the resources of each kind are listed from. */
public final class ResourceListers {

  private final Map<Class<?>, ResourceLister<?>> byType =
      Kinds.ALL.stream()
          .collect(Collectors.toMap(Function.identity(), type -> new ResourceLister<>()));

  /**
   * The lister of a kind.
   *
   * @param type one of {@link Kinds#ALL}
   */
  @SuppressWarnings("unchecked") // each was made for the class that it is found under
  public <P extends Resource<?, ?>> ResourceLister<P> of(Class<P> type) {
    return (ResourceLister<P>) requireNonNull(byType.get(type));
  }
}
