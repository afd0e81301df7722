package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cluster.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the framework. Its informers, its namespaces and its health are used, and nothing
 * else: its executor leaves out resources that are marked for deletion, its timers go by the wall
 * clock, and its filters compare generations. So its filters let no event through, and every change
 * is taken from the informers' own callback, which is made for all of them.
 */
final class Informers implements AutoCloseable {

  /**
   * The first list of a large fleet is read in parts, or else it would be in memory twice. A part
   * fits into the young generation: of larger ones, what was parsed would stay in the old one until
   * the heap is full.
   */
  private static final long PAGE = 250;

  private static final Duration TERMINATION = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Informers.class);

  private final Operator operator;
  private final AccountFeed accounts;
  private final ConnectionFeed connections;
  private final List<RegisteredController<?>> registered = new ArrayList<>();
  private Set<String> watched = Set.of();
  private volatile boolean broken;

  /** Informers that have not started. */
  Informers(
      KubernetesClient client,
      Metrics metrics,
      ChangeSource.Listener<CloudAccount> accountListener,
      ChangeSource.Listener<VpcEndpointConnection> connectionListener) {
    accounts = new AccountFeed(accountListener);
    connections = new ConnectionFeed(connectionListener);
    operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withMetrics(metrics)
                    .withInformerStoppedHandler((informer, failure) -> stopped(failure))
                    .withResourceCloner(new ResourceCloner())
                    .withConcurrentReconciliationThreads(1)
                    .withReconciliationTerminationTimeout(TERMINATION));
  }

  /**
   * Fills the caches; returns when they are synced.
   *
   * @param namespaces to watch; empty for all
   * @param labelSelector of connections; empty for all
   */
  void start(Set<String> namespaces, String labelSelector) {
    registered.add(operator.register(accounts, config -> configure(config, namespaces)));
    registered.add(
        operator.register(
            connections,
            config -> {
              configure(config, namespaces);
              if (!labelSelector.isEmpty()) {
                config.withLabelSelector(labelSelector);
              }
            }));
    try {
      operator.start();
    } catch (RuntimeException e) {
      // An operator that did not start as a whole does not stop the informers that did.
      changeNamespaces(Set.of());
      throw e;
    }
    watched = namespaces;
  }

  /** Stops the informers of all other namespaces, of each kind as far as that is possible. */
  private void changeNamespaces(Set<String> namespaces) {
    for (var controller : registered) {
      try {
        controller.changeNamespaces(namespaces);
      } catch (RuntimeException e) {
        LOG.debug("informers cannot be stopped", e);
      }
    }
  }

  private static void configure(
      ControllerConfigurationOverrider<?> config, Set<String> namespaces) {
    config.withInformerListLimit(PAGE);
    config.withReconciliationMaxInterval(null);
    config.withGenericFilter(resource -> false);
    if (namespaces.isEmpty()) {
      config.watchingAllNamespaces();
    } else {
      config.settingNamespaces(namespaces);
    }
  }

  /**
   * Watches other namespaces from now on; none of those before may be missing.
   *
   * @throws RuntimeException if one of them cannot be watched; then those before are, as they were
   */
  void watch(Set<String> namespaces) {
    try {
      registered.forEach(controller -> controller.changeNamespaces(namespaces));
    } catch (RuntimeException e) {
      // The framework keeps an informer that did not start, and would never start it again.
      changeNamespaces(watched);
      throw e;
    }
    watched = namespaces;
  }

  /** Whether the caches are synced and their watches live. */
  boolean isHealthy() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** Whether an informer has stopped by itself; its cache stays as it was. */
  boolean isBroken() {
    return broken;
  }

  /** The framework's own handler would end the process. */
  private void stopped(@Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("a watch ended and cannot be resumed: {}", Causes.inOneLine(failure));
      broken = true;
    }
  }

  IndexerResourceCache<CloudAccount> accounts() {
    return accounts.cache();
  }

  IndexerResourceCache<VpcEndpointConnection> connections() {
    return connections.cache();
  }

  @Override
  public void close() {
    operator.stop();
  }

  /** What the framework takes for a reconciler: a place from where the changes are seen. */
  private abstract static class Feed<P extends Resource<?, ?>> implements Reconciler<P> {

    private final ChangeSource.Listener<P> listener;
    private @Nullable IndexerResourceCache<P> cache;

    Feed(ChangeSource.Listener<P> listener) {
      this.listener = listener;
    }

    IndexerResourceCache<P> cache() {
      return requireNonNull(cache);
    }

    @Override
    public List<EventSource<?, P>> prepareEventSources(EventSourceContext<P> context) {
      cache = context.getPrimaryCache();
      return List.of(new ChangeSource<>(listener));
    }

    /** Never called: no event passes the filter. */
    @Override
    public UpdateControl<P> reconcile(P resource, Context<P> context) {
      return UpdateControl.noUpdate();
    }
  }

  @ControllerConfiguration(name = "cloudaccount")
  static final class AccountFeed extends Feed<CloudAccount> {

    AccountFeed(ChangeSource.Listener<CloudAccount> listener) {
      super(listener);
    }
  }

  @ControllerConfiguration(name = "vpcendpointconnection")
  static final class ConnectionFeed extends Feed<VpcEndpointConnection> {

    ConnectionFeed(ChangeSource.Listener<VpcEndpointConnection> listener) {
      super(listener);
    }
  }
}
