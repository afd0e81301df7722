package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All resources of one kind, as the informer knows them. Empty before the operator has started. */
public final class ResourceLister<P extends HasMetadata> {

  private volatile @Nullable IndexerResourceCache<P> cache;

  /** The resources, shared: not to be changed. */
  public Stream<P> all() {
    var known = cache;
    return known == null ? Stream.empty() : known.list(resource -> true);
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

  /** Looks into this cache, which is synced, from now on. */
  void follow(IndexerResourceCache<P> synced) {
    cache = synced;
  }
}
