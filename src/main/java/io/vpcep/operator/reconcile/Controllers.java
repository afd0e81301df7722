package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.reconcile.ChangeSource.Change;
import io.vpcep.operator.reconcile.ResourceController.Writers;
import io.vpcep.operator.reconcile.ResourceKey.Kind;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every resource showing what it should. What shows and what should show are compared
 * whenever anything is heard of a resource, and from time to time anyway, so that nothing depends
 * on how a difference came about.
 */
public final class Controllers implements AutoCloseable {

  /** How many resources are looked at at a time; this is mostly waiting for the API server. */
  public static final int THREADS = 16;

  private static final Duration TERMINATION = Duration.ofSeconds(5);

  private static final Duration RESYNC = Duration.ofMinutes(30);
  private static final int RESYNC_PARTS = 60;
  private static final Duration BETWEEN_PARTS = Duration.ofSeconds(1);

  private static final Duration PROBE = Duration.ofSeconds(20);
  private static final TaskKey PROBE_TASK = new TaskKey("", "probe");

  private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

  private final Cluster cluster;
  private final TaskRuntime runtime;
  private final KindController<VpcEndpointConnection, VpcEndpointConnectionStatus> connections;
  private final KindController<CloudAccount, CloudAccountStatus> accounts;
  private final ReconcileQueue queue;
  private final RestoreProbe probe;

  private volatile @Nullable Informers informers;
  private volatile boolean closed;

  @GuardedBy("this")
  private Set<String> namespaces = Set.of();

  @GuardedBy("this")
  private String labelSelector = "";

  /**
   * How the API server is reached.
   *
   * @param client watches
   * @param writes writes events and statuses, in the threads that reconcile
   * @param instance names this replica in events
   * @param leads whether this replica may write and have calls made; while it does not, resources
   *     are known and nothing is done about them
   */
  public record Cluster(
      KubernetesClient client,
      RawKubernetesClient writes,
      Metrics metrics,
      String instance,
      BooleanSupplier leads) {}

  /**
   * How clouds are read and changed.
   *
   * @param actions carries out what decisions change, in threads of its own
   */
  public record Clouds(Poller poller, AccountRegistry accounts, Consumer<CloudAction> actions) {}

  /** Where the resources are listed from. */
  public record Listers(
      ResourceLister<VpcEndpointConnection> connections, ResourceLister<CloudAccount> accounts) {

    /** Nothing is listed before the controllers have started. */
    public Listers() {
      this(new ResourceLister<>(), new ResourceLister<>());
    }
  }

  /**
   * Controllers that have not started.
   *
   * @param runtime with an executor of {@link #THREADS} threads
   */
  public Controllers(
      Cluster cluster,
      Clouds clouds,
      TaskRuntime runtime,
      PollPolicy pollPolicy,
      TransitionListener transitions,
      Listers listers) {
    this.cluster = cluster;
    this.runtime = runtime;
    var calls = new LeaderCalls(cluster.writes(), cluster.leads());
    var reconcilers = new EnumMap<Kind, Function<ResourceKey, ReconcileResult>>(Kind.class);
    queue =
        new ReconcileQueue(
            runtime.executor(),
            runtime.scheduler(),
            runtime.monotonic(),
            runtime.random(),
            key -> requireNonNull(reconcilers.get(key.kind())).apply(key));
    probe = new RestoreProbe(cluster.writes());
    var writers = writers(calls, clouds.actions());
    accounts =
        new KindController<>(
            Kind.ACCOUNT,
            CloudAccount.class,
            listers.accounts(),
            new AccountReconciler(clouds.accounts(), pollPolicy),
            writers,
            runtime,
            queue);
    connections =
        new KindController<>(
            Kind.CONNECTION,
            VpcEndpointConnection.class,
            listers.connections(),
            new ConnectionReconciler(clouds.poller(), pollPolicy, transitions),
            writers,
            runtime,
            queue);
    reconcilers.put(Kind.ACCOUNT, accounts::reconcile);
    reconcilers.put(Kind.CONNECTION, connections::reconcile);
  }

  private Writers writers(LeaderCalls calls, Consumer<CloudAction> actions) {
    var throttle =
        new EventThrottle(
            runtime.scheduler(), runtime.monotonic(), key -> queue.add(key, Priority.NORMAL));
    var statuses = new StatusWriter(calls);
    var recorder = new EventRecorder(calls, cluster.instance());
    var decisions = new DecisionExecutor(recorder, throttle, statuses, actions);
    return new Writers(
        calls, statuses, decisions, throttle, new ReconcileMetrics(cluster.metrics()));
  }

  /**
   * Fills the caches, and reconciles from then on.
   *
   * @param watched the namespaces; empty for all
   * @param selector of connections by label; empty for all
   */
  public synchronized void start(Set<String> watched, String selector) {
    namespaces = watched;
    labelSelector = selector;
    follow(startedInformers());
    runtime.after(RESYNC, this::resync);
    runtime.after(PROBE, this::probeSoon);
  }

  /**
   * Watches other namespaces from now on; none of those before may be missing.
   *
   * @throws RuntimeException if one of them cannot be watched; then none of them is watched but
   *     those before
   */
  public synchronized void watch(Set<String> watched) {
    requireNonNull(informers).watch(watched);
    namespaces = watched;
  }

  /** This replica leads from now on: does what was left undone while it did not. */
  public void lead() {
    addAll();
  }

  /** Whether the caches are synced and their watches live. */
  public boolean isReady() {
    var present = informers;
    return present != null && present.isHealthy();
  }

  /** Something new was seen for a connection. */
  public void observed(SubscriberId id) {
    connections.enqueue(id.namespace(), id.name());
  }

  /** An account can be used, or cannot be used any more. */
  public void changed(AccountKey account) {
    accounts.enqueue(account.namespace(), account.name());
  }

  @Override
  public void close() {
    closed = true;
    queue.close(TERMINATION);
    var present = informers;
    if (present != null) {
      present.close();
    }
  }

  @GuardedBy("this")
  private Informers startedInformers() {
    var started =
        new Informers(
            cluster.client(),
            cluster.metrics(),
            (account, change) -> changed(accounts, account, change),
            (connection, change) -> changed(connections, connection, change));
    started.start(namespaces, labelSelector);
    return started;
  }

  /** Takes what the informers show for what there is; they are synced. */
  private void follow(Informers synced) {
    probe.forget();
    accounts.follow(synced.accounts());
    connections.follow(synced.connections());
    informers = synced;
    queue.forgetFailures();
    addAll();
  }

  /** Before the caches are synced nothing is: what a reference names may not be there yet. */
  private <P extends Resource<?, S>, S extends ResourceStatus<S>> void changed(
      KindController<P, S> controller, P resource, Change change) {
    probe.saw(resource);
    if (informers != null) {
      controller.changed(resource, change);
    }
  }

  private void addAll() {
    accounts.enqueueAll();
    connections.enqueueAll();
  }

  /** Reconciles all that is known, a part at a time: whatever was missed is found. */
  private void resync() {
    if (closed) {
      return;
    }
    runtime.after(RESYNC, this::resync);
    var keys = Stream.concat(accounts.keys(), connections.keys()).toList();
    for (int part = 0; part < RESYNC_PARTS; part++) {
      var some =
          keys.subList(part * keys.size() / RESYNC_PARTS, (part + 1) * keys.size() / RESYNC_PARTS);
      runtime.after(
          BETWEEN_PARTS.multipliedBy(part),
          () -> some.forEach(key -> queue.add(key, Priority.NORMAL)));
    }
  }

  private void probeSoon() {
    if (!closed) {
      runtime.executor().execute(PROBE_TASK, Priority.NORMAL, this::probe);
    }
  }

  private void probe() {
    try {
      Set<String> watched;
      synchronized (this) {
        watched = namespaces;
      }
      boolean restored = probe.isRestored(watched);
      runtime.executor().responded(PROBE_TASK, true);
      if (restored) {
        readAgain("the API server was restored from a backup");
      } else if (requireNonNull(informers).isBroken()) {
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
      LOG.warn("cannot read the resources again, retrying: {}", e.getMessage());
    }
  }
}
