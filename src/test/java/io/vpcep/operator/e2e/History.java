package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every version of the resources of one kind that was ever written, as a watch tells them. */
final class History<R extends HasMetadata> implements AutoCloseable {

  private final List<Version<R>> versions = new CopyOnWriteArrayList<>();
  private final List<R> deleted = new CopyOnWriteArrayList<>();
  private final MixedOperation<R, KubernetesResourceList<R>, Resource<R>> resources;
  private final Watch watch;

  private History(KubernetesClient user, Class<R> kind) {
    resources = user.resources(kind);
    watch =
        resources.watch(
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

  /** Now: later than any version that was written until now, as {@link Version#at} has it. */
  Instant now() {
    awaitAll();
    return Instant.now();
  }

  /** The versions of one resource until now, oldest first. */
  List<Version<R>> of(String name) {
    var present = resources.withName(name).get();
    if (present != null) {
      awaitPresent(present);
    }
    return versions.stream().filter(version -> version.isOf(name)).toList();
  }

  private void awaitAll() {
    resources.list().getItems().forEach(this::awaitPresent);
  }

  /** A watch may tell of a version later than a read shows it. */
  private void awaitPresent(R present) {
    await()
        .pollDelay(Duration.ZERO)
        .atMost(SOON)
        .until(() -> versions.stream().anyMatch(each -> each.is(present)));
  }

  /** The versions of one resource that came after a moment that {@link #now} gave. */
  List<Version<R>> of(String name, Instant since) {
    return of(name).stream().filter(version -> version.at.isAfter(since)).toList();
  }

  /** How many versions of all resources came after a moment that {@link #now} gave. */
  long count(Instant since) {
    awaitAll();
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
  record Version<R extends HasMetadata>(Instant at, R resource) {

    private boolean isOf(String name) {
      return resource.getMetadata().getName().equals(name);
    }

    private boolean is(R other) {
      var version = other.getMetadata().getResourceVersion();
      return version.equals(resource.getMetadata().getResourceVersion());
    }
  }
}
