package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.vpcep.operator.api.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shows the resources of one namespace that it is told to. */
final class FakeInformer<P extends Resource<?, ?>> implements Cache<P> {

  private final Map<String, P> shown = new HashMap<>();
  private final IndexedResources<P> indexed = new IndexedResources<>(this);

  void shows(P resource) {
    shown.put(resource.getMetadata().getName(), resource);
    indexed.add(resource);
  }

  IndexedResources<P> indexed() {
    return indexed;
  }

  void lacks(String name) {
    shown.remove(name);
  }

  void clear() {
    shown.clear();
  }

  @Override
  public Optional<P> get(ResourceID id) {
    return Optional.ofNullable(shown.get(id.getName()));
  }

  @Override
  public Stream<ResourceID> keys() {
    return shown.values().stream().map(ResourceID::fromResource);
  }

  @Override
  public Stream<P> list(Predicate<P> predicate) {
    return shown.values().stream().filter(predicate);
  }
}
