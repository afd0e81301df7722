package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.vpcep.operator.api.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shows the resources that it is told to. */
final class FakeInformer<P extends Resource<?, ?>> implements Cache<P> {

  private final Map<ResourceID, P> cached = new HashMap<>();
  private final IndexedResources<P> indexed = new IndexedResources<>(this);

  /** Has it in its cache, and tells of it. */
  void shows(P resource) {
    caches(resource);
    indexed.add(resource);
  }

  /** Has it in its cache, and has not told of it yet. */
  void caches(P resource) {
    cached.put(ResourceID.fromResource(resource), resource);
  }

  IndexedResources<P> indexed() {
    return indexed;
  }

  void lacks(P resource) {
    cached.remove(ResourceID.fromResource(resource));
  }

  void clear() {
    cached.clear();
  }

  @Override
  public Optional<P> get(ResourceID id) {
    return Optional.ofNullable(cached.get(id));
  }

  @Override
  public Stream<ResourceID> keys() {
    return cached.keySet().stream();
  }

  @Override
  public Stream<P> list(Predicate<P> predicate) {
    return cached.values().stream().filter(predicate);
  }
}
