package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cluster.DirectCalls;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.decision.Timing;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.WatcherId;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The two controllers, run by the framework. */
public final class Controllers implements AutoCloseable {

  /**
   * The first list of a large fleet is read in parts, or else it would be in memory twice. A part
   * fits into the young generation: of larger ones, what was parsed would stay in the old one until
   * the heap is full.
   */
  private static final long PAGE = 250;

  /** How many reconciliations run at a time; they mostly wait for the API server. */
  public static final int THREADS = 16;

  private static final Duration TERMINATION = Duration.ofSeconds(5);

  private final Operator operator;
  private final ConnectionReconciler connections;
  private final AccountReconciler accounts;
  private final List<RegisteredController<?>> registered = new ArrayList<>();

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
      DirectCalls writes,
      Metrics metrics,
      Clock clock,
      MonotonicClock monotonic,
      String instance,
      Timing timing,
      Poller poller,
      AccountRegistry accountsKept,
      TransitionListener transitions,
      Fleet<VpcEndpointConnection> connectionFleet,
      Fleet<CloudAccount> accountFleet,
      BooleanSupplier leads) {
    var outcome = new Outcome(new EventWriter(writes, instance), new StatusWriter(writes), leads);
    connections =
        new ConnectionReconciler(
            poller, timing, clock, monotonic, outcome, transitions, connectionFleet, leads);
    accounts = new AccountReconciler(accountsKept, clock, outcome, accountFleet, leads);
    operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withMetrics(metrics)
                    .withResourceCloner(new Copies())
                    .withConcurrentReconciliationThreads(THREADS)
                    .withReconciliationTerminationTimeout(TERMINATION));
  }

  /**
   * Fills the caches, and reconciles from then on.
   *
   * @param namespaces to watch; empty for all
   * @param labelSelector of connections; empty for all
   */
  public void start(Set<String> namespaces, String labelSelector) {
    registered.add(
        operator.register(
            accounts,
            config -> {
              config
                  .withRetry(retry())
                  .withOnUpdateFilter((fresh, old) -> hasNewGeneration(fresh, old));
              watch(config, namespaces);
            }));
    registered.add(
        operator.register(
            connections,
            config -> {
              config
                  .withRetry(retry())
                  .withOnUpdateFilter(
                      (fresh, old) -> hasNewGeneration(fresh, old) || isRequested(fresh, old));
              watch(config, namespaces);
              if (!labelSelector.isEmpty()) {
                config.withLabelSelector(labelSelector);
              }
            }));
    operator.start();
  }

  /** Watches other namespaces from now on; none of those before may be missing. */
  public void watch(Set<String> namespaces) {
    registered.forEach(controller -> controller.changeNamespaces(namespaces));
  }

  /** This replica leads from now on: does what was left undone while it did not. */
  public void lead() {
    accounts.reconcileAll();
    connections.reconcileAll();
  }

  /** Whether the caches are synced and their watches live. */
  public boolean isReady() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** Something new was seen for a connection. */
  public void observed(WatcherId id) {
    connections.observed(id);
  }

  /** An account can be used, or cannot be used any more. */
  public void changed(AccountKey key) {
    accounts.changed(key);
  }

  @Override
  public void close() {
    operator.stop();
  }

  /**
   * What fails here is the API server's, and is tried until it works: the framework's own limit
   * would leave a resource for hours.
   */
  private static Retry retry() {
    return new GenericRetry()
        .setInitialInterval(500)
        .setIntervalMultiplier(2)
        .setMaxInterval(30_000)
        .setMaxAttempts(-1);
  }

  private static void watch(ControllerConfigurationOverrider<?> config, Set<String> namespaces) {
    config.withInformerListLimit(PAGE);
    config.withRateLimiter(new NoRateLimit());
    // Whatever a resource has to hear is told to it; a timer for each would be there for nothing.
    config.withReconciliationMaxInterval(null);
    if (namespaces.isEmpty()) {
      config.watchingAllNamespaces();
    } else {
      config.settingNamespaces(namespaces);
    }
  }

  private static boolean hasNewGeneration(HasMetadata fresh, HasMetadata old) {
    return !Objects.equals(fresh.getMetadata().getGeneration(), old.getMetadata().getGeneration());
  }

  private static boolean isRequested(VpcEndpointConnection fresh, VpcEndpointConnection old) {
    return !Objects.equals(request(fresh), request(old));
  }

  private static @Nullable String request(VpcEndpointConnection resource) {
    Map<String, String> annotations = resource.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Group.REQUESTED_AT);
  }
}
