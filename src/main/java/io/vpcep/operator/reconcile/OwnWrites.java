package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Resource;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process wrote and the informer has not heard of yet. Versions are compared for equality
 * only: the informer has moved on when it shows a version that was not written over. (The
 * framework's own cache of this kind forgets a write as soon as any event comes.)
 */
final class OwnWrites<P extends Resource<?, ?>> {

  /** So many writes in a row may be ahead of the informer; with more, it is believed. */
  private static final int MOST = 32;

  private final Map<ResourceKey, Write<P>> writes = new ConcurrentHashMap<>();

  /**
   * The resource was written.
   *
   * @param shown what the informer showed before the write; null if it showed none
   * @param before what was written over
   * @param after what the resource is from now on
   */
  void wrote(ResourceKey key, @Nullable P shown, P before, P after) {
    writes.compute(
        key,
        (k, earlier) -> {
          var overwritten =
              earlier == null || earlier.overwritten.size() >= MOST
                  ? new HashSet<String>()
                  : new HashSet<>(earlier.overwritten);
          overwritten.add(version(before));
          if (shown != null) {
            overwritten.add(version(shown));
          }
          return new Write<>(after, overwritten);
        });
  }

  /** The resource as it is, given what the informer shows. */
  @Nullable P over(ResourceKey key, @Nullable P shown) {
    var write = writes.get(key);
    if (write == null) {
      return shown;
    }
    if (shown != null && write.overwritten.contains(version(shown))) {
      return write.after;
    }
    writes.remove(key, write);
    return shown;
  }

  /**
   * The informer tells of a change.
   *
   * @return whether it is nothing but one of these writes, or what was written over
   */
  boolean isEcho(ResourceKey key, P changed) {
    var write = writes.get(key);
    if (write == null) {
      return false;
    }
    if (version(changed).equals(version(write.after))) {
      writes.remove(key, write);
      return true;
    }
    return write.overwritten.contains(version(changed));
  }

  void forget(ResourceKey key) {
    writes.remove(key);
  }

  void clear() {
    writes.clear();
  }

  private static String version(Resource<?, ?> resource) {
    return Objects.requireNonNullElse(resource.getMetadata().getResourceVersion(), "");
  }

  private record Write<P>(P after, Set<String> overwritten) {}
}
