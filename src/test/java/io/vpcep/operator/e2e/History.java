package io.vpcep.operator.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every version of the resources of one kind that was ever written, as a watch tells them. */
final class History<R extends HasMetadata> implements AutoCloseable {

  private final List<Version<R>> versions = new CopyOnWriteArrayList<>();
  private final List<R> deleted = new CopyOnWriteArrayList<>();
  private final Watch watch;

  private History(KubernetesClient user, Class<R> kind) {
    watch =
        user.resources(kind)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, R resource) {
                    if (action == Action.ADDED || action == Action.MODIFIED) {
                      versions.add(new Version<>(Instant.now(), resource));
                    } else if (action == Action.DELETED) {
                      deleted.add(resource);
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    // with it ends the history; what a test awaits will not come
                  }
                });
  }

  /** Begins with the present version of each. */
  static <R extends HasMetadata> History<R> of(KubernetesClient user, Class<R> kind) {
    return new History<>(user, kind);
  }

  /** The versions of one resource, oldest first. */
  List<Version<R>> of(String name) {
    return versions.stream()
        .filter(version -> version.resource.getMetadata().getName().equals(name))
        .toList();
  }

  /** The versions of one resource that came after a moment. */
  List<Version<R>> of(String name, Instant since) {
    return of(name).stream().filter(version -> version.at.isAfter(since)).toList();
  }

  /** How many versions came after a moment, of all resources. */
  long count(Instant since) {
    return versions.stream().filter(version -> version.at.isAfter(since)).count();
  }

  /** The resources that were deleted, as they were then. */
  List<R> deleted() {
    return List.copyOf(deleted);
  }

  @Override
  public void close() {
    watch.close();
  }

  /**
   * One version.
   *
   * @param at when it was heard of
   * @param resource as it was
   */
  record Version<R>(Instant at, R resource) {}
}
