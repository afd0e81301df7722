package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.Causes;
import io.vpcep.operator.reconcile.Controllers.Cluster;
import io.vpcep.operator.reconcile.Informers.Change;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps informers running, and replaces them by new ones when they cannot be believed any more:
 * after a watch has ended, and after the API server was restored from a backup.
 */
final class InformerSupervisor implements AutoCloseable {

  private static final Duration PROBE = Duration.ofSeconds(20);
  private static final TaskKey PROBE_TASK = new TaskKey("", "probe");

  private static final Logger LOG = LoggerFactory.getLogger(InformerSupervisor.class);

  private final Cluster cluster;
  private final TaskRuntime runtime;
  private final Listener listener;
  private final RestoreProbe probe;

  private volatile @Nullable Informers informers;
  private volatile boolean closed;

  @GuardedBy("this")
  private Supplier<Set<String>> namespaces = Set::of;

  /** Follows the informers, whichever they are. */
  interface Listener extends Informers.Listener {

    /** What these informers show is what there is, from now on. */
    void synced(Informers informers);
  }

  InformerSupervisor(Cluster cluster, TaskRuntime runtime, Listener listener) {
    this.cluster = cluster;
    this.runtime = runtime;
    this.listener = listener;
    probe = new RestoreProbe(cluster.writes());
  }

  /**
   * Fills the caches; returns when they are synced.
   *
   * @param watchable the namespaces that informers are started with; none for all
   */
  synchronized void start(Supplier<Set<String>> watchable) {
    namespaces = watchable;
    follow(startedInformers());
    runtime.after(PROBE, this::probeSoon);
  }

  /**
   * Watches other namespaces from now on; none of those before may be missing.
   *
   * @throws RuntimeException if one of them cannot be watched; then none of them is watched but
   *     those before
   */
  synchronized void watch(Set<String> watched) {
    requireNonNull(informers).watch(watched);
  }

  /** Whether the caches are synced and their watches live. */
  boolean isHealthy() {
    var present = informers;
    return present != null && present.isHealthy();
  }

  @Override
  public void close() {
    closed = true;
    var present = informers;
    if (present != null) {
      present.close();
    }
  }

  @GuardedBy("this")
  private Informers startedInformers() {
    var started = new Informers(cluster.client(), cluster.metrics(), this::changed);
    started.start(namespaces.get(), cluster.selector().text());
    return started;
  }

  private void follow(Informers synced) {
    probe.forget();
    listener.synced(synced);
    informers = synced;
  }

  private void changed(Resource<?, ?> resource, Change change) {
    probe.saw(resource);
    listener.changed(resource, change);
  }

  private void probeSoon() {
    if (!closed) {
      runtime.executor().execute(PROBE_TASK, Priority.NORMAL, this::probe);
    }
  }

  private void probe() {
    try {
      var present = requireNonNull(informers);
      boolean restored = probe.isRestored(present.namespaces());
      runtime.executor().responded(PROBE_TASK, true);
      if (restored) {
        readAgain("the API server was restored from a backup");
      } else if (present.isBroken()) {
        readAgain("a watch has ended");
      }
    } finally {
      runtime.after(PROBE, this::probeSoon);
    }
  }

  /** The old informers are followed until the new ones are synced: nothing is missing meanwhile. */
  private synchronized void readAgain(String reason) {
    LOG.warn("reading all resources again: {}", reason);
    try {
      var before = requireNonNull(informers);
      var synced = startedInformers();
      if (closed) {
        synced.close();
        return;
      }
      follow(synced);
      before.close();
    } catch (RuntimeException e) {
      LOG.warn("cannot read the resources again, retrying: {}", Causes.inOneLine(e));
    }
  }
}
