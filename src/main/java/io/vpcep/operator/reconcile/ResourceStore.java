package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.cluster.RawKubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one kind as they are: what the informer shows, what was written since, and the
 * API server itself where the informer cannot be believed. It remembers the last status of each:
 * wiping or restoring a status does not make the operator forget what it has reported.
 */
final class ResourceStore<P extends Resource<?, S>, S extends ResourceStatus<S>> {

  private final Class<P> type;
  private final ResourceLister<P> resourceLister;
  private final RawKubernetesClient calls;
  private final OwnWrites<P> writes = new OwnWrites<>();
  private final Map<ResourceKey, Remembered<S>> remembered = new ConcurrentHashMap<>();
  private final Set<ResourceKey> distrusted = ConcurrentHashMap.newKeySet();
  private final Map<ResourceKey, Decided<S>> decided = new ConcurrentHashMap<>();

  ResourceStore(Class<P> type, ResourceLister<P> resourceLister, RawKubernetesClient calls) {
    this.type = type;
    this.resourceLister = resourceLister;
    this.calls = calls;
  }

  /** All resources that are known, or were when they were looked at last. */
  Stream<ResourceKey> keys() {
    return Stream.concat(resourceLister.all().map(ResourceKey::of), remembered.keySet().stream())
        .distinct();
  }

  /** The resource, shared: not to be changed; null if there is none. */
  @Nullable P read(ResourceKey key) {
    var shown = shown(key);
    // Of what the informer leaves out, such as what a selector excludes, there is none.
    if (shown == null || !distrusted.contains(key)) {
      return writes.over(key, shown);
    }
    try {
      return fetch(key);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_FORBIDDEN) {
        // The informer may not be right, but it is all there is.
        return writes.over(key, shown);
      }
      throw e;
    }
  }

  /** The informer is behind, or has been left behind: the next look asks the API server. */
  void distrustInformer(ResourceKey key) {
    distrusted.add(key);
  }

  /**
   * The resource with the status that this process has given it last, whatever it has now. What has
   * to be said is decided from there.
   */
  P asRemembered(ResourceKey key, P resource) {
    var uid = resource.getMetadata().getUid();
    var before =
        remembered.compute(
            key, (k, r) -> r != null && r.uid.equals(uid) ? r : new Remembered<>(uid, null));
    if (before.status == null) {
      return resource;
    }
    var copy = ResourceCloner.of(resource);
    copy.setStatus(before.status);
    return copy;
  }

  /** Whether somebody else has changed the status since. */
  boolean isModifiedByOthers(ResourceKey key, P resource) {
    var before = remembered.get(key);
    return before != null
        && before.status != null
        && before.uid.equals(resource.getMetadata().getUid())
        && !before.status.equals(resource.getStatus());
  }

  /** The resource shows what it should. */
  void isRight(ResourceKey key, P resource) {
    var status = resource.getStatus();
    if (status != null) {
      remembered.put(key, new Remembered<>(resource.getMetadata().getUid(), oneCopy(key, status)));
    }
  }

  /** The same status, as the informer has it. */
  private S oneCopy(ResourceKey key, S status) {
    var shown = shown(key);
    return shown != null && status.equals(shown.getStatus()) ? shown.getStatus() : status;
  }

  /** What the informer shows at this moment; null if it shows none. */
  @Nullable P shown(ResourceKey key) {
    return resourceLister.get(key.namespace(), key.name());
  }

  /**
   * The resource is to be given this status. The informer can tell of it before the response to the
   * write comes.
   */
  void decided(ResourceKey key, P resource, S status) {
    if (!status.equals(resource.getStatus())) {
      decided.put(key, new Decided<>(resource.getMetadata().getGeneration(), status));
    }
  }

  /** What was decided has been written, or not. */
  void ended(ResourceKey key) {
    decided.remove(key);
  }

  /**
   * The resource was written, whether or not it shows what it should.
   *
   * @param shown what the informer showed before the write: what it shows since may be newer
   */
  void wrote(ResourceKey key, @Nullable P shown, P before, P after) {
    writes.wrote(key, shown, before, after);
  }

  /** Whether a change that the informer tells of is nothing but a write of this process. */
  boolean isEcho(ResourceKey key, P changed) {
    if (!writes.isEcho(key, changed)) {
      return decided.remove(key, Decided.of(changed));
    }
    // One copy of the status is enough.
    remembered.computeIfPresent(
        key,
        (k, before) ->
            changed.getStatus() != null && changed.getStatus().equals(before.status)
                ? new Remembered<>(before.uid, changed.getStatus())
                : before);
    return true;
  }

  /** The status is somebody else's from now on: what this process has said does not count. */
  void forgetStatus(ResourceKey key) {
    remembered.computeIfPresent(key, (k, before) -> new Remembered<>(before.uid, null));
  }

  void forget(ResourceKey key) {
    writes.forget(key);
    remembered.remove(key);
    distrusted.remove(key);
  }

  /** The informer shows everything as it is. */
  void believeInformer() {
    writes.clear();
    distrusted.clear();
  }

  private @Nullable P fetch(ResourceKey key) {
    var path =
        "/apis/%s/%s/namespaces/%s/%s/%s"
            .formatted(
                Group.NAME,
                Group.VERSION,
                key.namespace(),
                HasMetadata.getPlural(type),
                key.name());
    try {
      var fetched = calls.get(path, type);
      distrusted.remove(key);
      return fetched;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  /** What a resource is given, unless its spec has changed meanwhile. */
  private record Decided<S>(@Nullable Long generation, @Nullable S status) {

    static <S extends ResourceStatus<S>> Decided<S> of(Resource<?, S> resource) {
      return new Decided<>(resource.getMetadata().getGeneration(), resource.getStatus());
    }
  }

  /** A resource that was looked at; the status is null until it has shown what it should. */
  private record Remembered<S>(String uid, @Nullable S status) {}
}
