package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.decision.ObservedStatus;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one kind that an informer has in its cache, and which of them name a source. The
 * informer's own index takes a resource out for a moment whenever it changes, so that whoever looks
 * at it then would not see a resource that is there.
 */
final class IndexedResources<P extends Resource<?, ?>> {

  private final Cache<P> cache;

  /** Names of resources; a name may be out of date, and is compared with the cache. */
  private final Map<Key, Set<String>> names = new ConcurrentHashMap<>();

  private record Key(String namespace, Source source) {}

  IndexedResources(Cache<P> cache) {
    this.cache = cache;
  }

  /** The resources, shared: not to be changed. */
  Stream<P> all() {
    return cache.list(resource -> true);
  }

  /** The resource, shared: not to be changed; null if there is none. */
  @Nullable P get(String namespace, String name) {
    return cache.get(new ResourceID(name, namespace)).orElse(null);
  }

  /** The resources of a namespace that name this source, shared: not to be changed. */
  Stream<P> naming(String namespace, Source source) {
    var wanted = new Key(namespace, source);
    return names.getOrDefault(wanted, Set.of()).stream()
        .map(name -> get(namespace, name))
        .filter(Objects::nonNull)
        .filter(resource -> key(resource).filter(wanted::equals).isPresent());
  }

  /** Adds what the cache has: an informer tells of it only after it is synced. */
  void addAll() {
    all().forEach(this::add);
  }

  /** The informer tells of a new resource. */
  void add(P resource) {
    key(resource)
        .ifPresent(key -> names.compute(key, (k, before) -> with(before, nameOf(resource))));
  }

  /** The informer tells of another version of a resource. */
  void replace(P before, P resource) {
    add(resource);
    if (!key(before).equals(key(resource))) {
      remove(before);
    }
  }

  /** The informer tells that a resource is gone. */
  void remove(P resource) {
    key(resource)
        .ifPresent(
            key -> names.computeIfPresent(key, (k, before) -> without(before, nameOf(resource))));
  }

  private static Set<String> with(@Nullable Set<String> names, String name) {
    var all = names == null ? ConcurrentHashMap.<String>newKeySet() : names;
    all.add(name);
    return all;
  }

  private static @Nullable Set<String> without(Set<String> names, String name) {
    names.remove(name);
    return names.isEmpty() ? null : names;
  }

  private static String nameOf(Resource<?, ?> resource) {
    return resource.getMetadata().getName();
  }

  /** Empty for a kind without sources, and for a spec that names none, which admission refuses. */
  private static Optional<Key> key(Resource<?, ?> resource) {
    return resource.getSpec() instanceof SourceSpec spec
        ? ObservedStatus.findSource(spec)
            .map(source -> new Key(resource.getMetadata().getNamespace(), source))
        : Optional.empty();
  }
}
