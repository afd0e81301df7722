package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.decision.ObservedStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All resources of one kind, as the informer knows them. Empty before the operator has started. */
public final class ResourceLister<P extends Resource<?, ?>> {

  /** Under this name the informers index what they know by {@link #indexKeys}. */
  static final String BY_SOURCE = "source";

  private volatile @Nullable IndexerResourceCache<P> cache;

  /** The resources, shared: not to be changed. */
  public Stream<P> all() {
    var known = cache;
    return known == null ? Stream.empty() : known.list(resource -> true);
  }

  /** The resources of a namespace that name this source, shared: not to be changed. */
  public Stream<P> naming(String namespace, Source source) {
    var known = cache;
    return known == null
        ? Stream.empty()
        : known.byIndex(BY_SOURCE, indexKey(namespace, source)).stream();
  }

  /** Whether there is such a resource. */
  public boolean has(String namespace, String name) {
    return get(namespace, name) != null;
  }

  /** The resource, shared: not to be changed; null if there is none. */
  @Nullable P get(String namespace, String name) {
    var known = cache;
    return known == null ? null : known.get(new ResourceID(name, namespace)).orElse(null);
  }

  /** Looks into this cache, which is synced and has the index, from now on. */
  void follow(IndexerResourceCache<P> synced) {
    cache = synced;
  }

  /** What a resource is found by: its namespace and source, if its kind names one. */
  static List<String> indexKeys(Resource<?, ?> resource) {
    // An exception would end the informer, and with it all that the operator sees.
    return resource.getSpec() instanceof SourceSpec spec
        ? ObservedStatus.findSource(spec)
            .map(source -> indexKey(resource.getMetadata().getNamespace(), source))
            .stream()
            .toList()
        : List.of();
  }

  private static String indexKey(String namespace, Source source) {
    return namespace + "/" + source.kind().label() + "/" + source.id();
  }
}
