package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Resource;
import io.vpcep.operator.connection.Source;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All resources of one kind, as the informer knows them. Empty before the operator has started. */
public final class ResourceLister<P extends Resource<?, ?>> {

  private volatile @Nullable IndexedResources<P> resources;

  /** The resources, shared: not to be changed. */
  public Stream<P> all() {
    var known = resources;
    return known == null ? Stream.empty() : known.all();
  }

  /** The resources in a namespace that name this source, shared: not to be changed. */
  public Stream<P> naming(String namespace, Source source) {
    var known = resources;
    return known == null ? Stream.empty() : known.naming(namespace, source);
  }

  /** Whether there is such a resource. */
  public boolean has(String namespace, String name) {
    return get(namespace, name) != null;
  }

  /** The resource, shared: not to be changed; null if there is none. */
  @Nullable P get(String namespace, String name) {
    var known = resources;
    return known == null ? null : known.get(namespace, name);
  }

  /** Looks into these, which are synced, from now on. */
  void follow(IndexedResources<P> synced) {
    resources = synced;
  }
}
