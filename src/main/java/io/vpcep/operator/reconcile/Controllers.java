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
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.reconcile.ChangeSource.Change;
import io.vpcep.operator.reconcile.ResourceController.Writers;
import io.vpcep.operator.reconcile.ResourceKey.Kind;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
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

  private static final Duration RESYNC = Duration.ofMinutes(5);
  private static final Duration RESYNC_SPREAD = Duration.ofMinutes(1);

  private static final Duration PROBE = Duration.ofSeconds(20);
  private static final TaskKey PROBE_LANE = new TaskKey("", "probe");

  private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

  private final KubernetesClient client;
  private final Metrics metrics;
  private final Engine engine;
  private final ResourceLister<VpcEndpointConnection> connectionFleet;
  private final ResourceLister<CloudAccount> accountFleet;
  private final ResourceStore<VpcEndpointConnection, VpcEndpointConnectionStatus> connections;
  private final ResourceStore<CloudAccount, CloudAccountStatus> accounts;
  private final ReconcileQueue queue;
  private final RestoreProbe probe;

  private volatile @Nullable Informers informers;
  private volatile boolean closed;

  @GuardedBy("this")
  private Set<String> namespaces = Set.of();

  @GuardedBy("this")
  private String labelSelector = "";

  /**
   * What runs the controllers.
   *
   * @param executor of {@link #THREADS} threads
   * @param random numbers from 0 to 1, for spreading what would otherwise come all at once
   */
  public record Engine(
      KeyedExecutor executor,
      Scheduler scheduler,
      Clock clock,
      MonotonicClock monotonic,
      DoubleSupplier random,
      InternalErrors errors) {

    Now now() {
      return Now.read(clock, monotonic);
    }

    /** A random part of a duration. */
    Duration partOf(Duration duration) {
      return Duration.ofMillis((long) (duration.toMillis() * random.getAsDouble()));
    }

    void after(Duration delay, Runnable task) {
      scheduler.at(monotonic.now().plus(delay), task);
    }
  }

  /**
   * Controllers that have not started.
   *
   * @param client watches
   * @param writes writes events and statuses, in the threads that reconcile
   * @param leads whether this replica may write and have calls made; while it does not, resources
   *     are known and nothing is done about them
   */
  public Controllers(
      KubernetesClient client,
      RawKubernetesClient writes,
      Metrics metrics,
      Engine engine,
      String instance,
      PollPolicy pollPolicy,
      Poller poller,
      AccountRegistry accountsKept,
      TransitionListener transitions,
      ResourceLister<VpcEndpointConnection> connectionFleet,
      ResourceLister<CloudAccount> accountFleet,
      BooleanSupplier leads) {
    this.client = client;
    this.metrics = metrics;
    this.engine = engine;
    this.connectionFleet = connectionFleet;
    this.accountFleet = accountFleet;
    var calls = new LeaderCalls(writes, leads);
    connections =
        new ResourceStore<>(Kind.CONNECTION, VpcEndpointConnection.class, connectionFleet, calls);
    accounts = new ResourceStore<>(Kind.ACCOUNT, CloudAccount.class, accountFleet, calls);
    probe = new RestoreProbe(writes);
    var admission = new EventThrottle(engine.scheduler(), engine.monotonic(), this::addForEvents);
    var statuses = new StatusWriter(calls);
    var decisions = new DecisionExecutor(new EventRecorder(calls, instance), admission, statuses);
    var writers = new Writers(calls, statuses, decisions, admission);
    var counted = new ReconcileMetrics(metrics);
    var accountController =
        new ResourceController<>(
            accounts,
            new AccountReconciler(accountsKept, pollPolicy),
            writers,
            engine::now,
            counted,
            engine.errors());
    var connectionController =
        new ResourceController<>(
            connections,
            new ConnectionReconciler(poller, pollPolicy, transitions),
            writers,
            engine::now,
            counted,
            engine.errors());
    queue =
        new ReconcileQueue(
            engine.executor(),
            engine.scheduler(),
            engine.monotonic(),
            engine.random(),
            key ->
                key.kind() == Kind.ACCOUNT
                    ? accountController.look(key)
                    : connectionController.look(key));
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
    engine.after(RESYNC, this::resync);
    engine.after(PROBE, this::probeSoon);
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
    var resource = connectionFleet.get(id.namespace(), id.name());
    queue.add(
        new ResourceKey(Kind.CONNECTION, id.namespace(), id.name()),
        resource == null ? Priority.NORMAL : priority(resource));
  }

  /** An account can be used, or cannot be used any more. */
  public void changed(AccountKey account) {
    var resource = accountFleet.get(account.namespace(), account.name());
    queue.add(
        new ResourceKey(Kind.ACCOUNT, account.namespace(), account.name()),
        resource == null ? Priority.NORMAL : priority(resource));
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
    var started = new Informers(client, metrics, this::changed, this::changed);
    started.start(namespaces, labelSelector);
    return started;
  }

  /** Takes what the informers show for what there is; they are synced. */
  private void follow(Informers synced) {
    probe.forget();
    accountFleet.follow(synced.accounts());
    connectionFleet.follow(synced.connections());
    accounts.believeInformer();
    connections.believeInformer();
    informers = synced;
    queue.forgetFailures();
    addAll();
  }

  private void changed(CloudAccount resource, Change change) {
    var key = ResourceKey.of(Kind.ACCOUNT, resource);
    if (isNews(accounts, key, resource, change)) {
      queue.add(key, change == Change.CREATED ? priority(resource) : Priority.URGENT);
    }
  }

  private void changed(VpcEndpointConnection resource, Change change) {
    var key = ResourceKey.of(Kind.CONNECTION, resource);
    if (isNews(connections, key, resource, change)) {
      queue.add(key, change == Change.CREATED ? priority(resource) : Priority.URGENT);
    }
  }

  /** Before the caches are synced nothing is: what a reference names may not be there yet. */
  private <P extends Resource<?, S>, S extends ResourceStatus<S>> boolean isNews(
      ResourceStore<P, S> store, ResourceKey key, P resource, Change change) {
    probe.saw(resource);
    return informers != null && (change == Change.DELETED || !store.isEcho(key, resource));
  }

  private static Priority priority(VpcEndpointConnection resource) {
    return ConnectionReconciler.isFresh(resource) ? Priority.URGENT : Priority.NORMAL;
  }

  private static Priority priority(CloudAccount resource) {
    var status = resource.getStatus();
    return status == null
            || !Objects.equals(status.observedGeneration(), resource.getMetadata().getGeneration())
        ? Priority.URGENT
        : Priority.NORMAL;
  }

  private void addForEvents(ResourceKey key) {
    queue.add(key, Priority.NORMAL);
  }

  private void addAll() {
    accountFleet
        .all()
        .forEach(account -> queue.add(ResourceKey.of(Kind.ACCOUNT, account), priority(account)));
    connectionFleet
        .all()
        .forEach(
            connection ->
                queue.add(ResourceKey.of(Kind.CONNECTION, connection), priority(connection)));
    keys().forEach(key -> queue.add(key, Priority.NORMAL));
  }

  private Stream<ResourceKey> keys() {
    return Stream.concat(accounts.keys(), connections.keys());
  }

  /** Looks at everything that is known, be it there or not: whatever was missed is found. */
  private void resync() {
    if (!closed) {
      engine.after(RESYNC, this::resync);
      keys().forEach(key -> queue.addAfter(key, engine.partOf(RESYNC_SPREAD)));
    }
  }

  private void probeSoon() {
    if (!closed) {
      engine.executor().execute(PROBE_LANE, Priority.NORMAL, this::probe);
    }
  }

  private void probe() {
    try {
      Set<String> watched;
      synchronized (this) {
        watched = namespaces;
      }
      boolean restored = probe.isRestored(watched);
      engine.executor().answered(PROBE_LANE, true);
      if (restored) {
        readAgain("the API server was restored from a backup");
      } else if (requireNonNull(informers).isBroken()) {
        readAgain("a watch has ended");
      }
    } finally {
      engine.after(PROBE, this::probeSoon);
    }
  }

  /** The old informers are followed until the new ones are synced: nothing is missing meanwhile. */
  private synchronized void readAgain(String reason) {
    LOG.warn("{}: reading all resources again", reason);
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
      LOG.warn("the resources cannot be read again, retrying: {}", e.getMessage());
    }
  }
}
