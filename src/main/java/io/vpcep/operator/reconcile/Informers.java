package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
   * The first list of many resources is read in parts, or else it would be in memory twice. A part
   * fits into the young generation: of larger ones, what was parsed would stay in the old one until
   * the heap is full.
   */
  private static final long PAGE = 250;

  private static final Duration TERMINATION = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Informers.class);

  private final Operator operator;
  private final Listener listener;
  private final Map<Class<?>, IndexedResources<?>> resources = new ConcurrentHashMap<>();
  private final List<RegisteredController<?>> registered = new ArrayList<>();
  private volatile Set<String> watched = Set.of();
  private volatile boolean broken;

  /** What happened to a resource. */
  enum Change {
    CREATED,
    UPDATED,
    DELETED
  }

  /** Is notified of every change. */
  @FunctionalInterface
  interface Listener {

    /** The resource is like this now, or was when it was deleted. */
    void changed(Resource<?, ?> resource, Change change);
  }

  /** Informers that have not started. */
  Informers(KubernetesClient client, Metrics metrics, Listener listener) {
    this.listener = listener;
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
   * @param labelSelector of what watches sources; empty for all
   */
  void start(Set<String> namespaces, String labelSelector) {
    for (var type : Kinds.ALL) {
      register(type, namespaces, type == CloudAccount.class ? "" : labelSelector);
    }
    try {
      operator.start();
    } catch (RuntimeException e) {
      // An operator that did not start as a whole does not stop the informers that did.
      changeNamespaces(Set.of());
      throw e;
    }
    follow(namespaces);
  }

  private <P extends Resource<?, ?>> void register(
      Class<P> type, Set<String> namespaces, String labelSelector) {
    var config =
        ControllerConfigurationOverrider.override(
                new KindConfiguration<>(type, operator.getConfigurationService()))
            .withInformerListLimit(PAGE)
            .withReconciliationMaxInterval(null)
            .withGenericFilter(resource -> false);
    if (namespaces.isEmpty()) {
      config.watchingAllNamespaces();
    } else {
      config.settingNamespaces(namespaces);
    }
    if (!labelSelector.isEmpty()) {
      config.withLabelSelector(labelSelector);
    }
    registered.add(operator.register(new Feed<P>(type), config.build()));
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
    follow(namespaces);
  }

  /** The informers of these namespaces are synced. */
  private void follow(Set<String> namespaces) {
    resources.values().forEach(IndexedResources::addAll);
    watched = namespaces;
  }

  /** Whether the caches are synced and their watches live. */
  boolean isHealthy() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy()
        && registered.stream().allMatch(Informers::isWatching);
  }

  /** The framework calls an informer healthy that has lost its watch. */
  private static boolean isWatching(RegisteredController<?> controller) {
    var info = controller.getControllerHealthInfo();
    for (InformerWrappingEventSourceHealthIndicator<?> source :
        info.informerEventSourceHealthIndicators().values()) {
      for (var informer : source.informerHealthIndicators().values()) {
        if (!informer.isWatching()) {
          return false;
        }
      }
    }
    return true;
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

  /** The namespaces that are watched; empty for all. */
  Set<String> namespaces() {
    return watched;
  }

  /** What is known of a kind; started informers have a cache for each. */
  @SuppressWarnings("unchecked") // each was put there for its class
  <P extends Resource<?, ?>> IndexedResources<P> resources(Class<P> type) {
    return (IndexedResources<P>) requireNonNull(resources.get(type));
  }

  @Override
  public void close() {
    operator.stop();
  }

  /** What the framework asks annotations of a class for, where one class serves all kinds. */
  private static final class KindConfiguration<P extends HasMetadata>
      extends ResolvedControllerConfiguration<P> {

    KindConfiguration(Class<P> type, ConfigurationService service) {
      super(type, HasMetadata.getSingular(type), Feed.class, service);
    }

    /**
     * The framework looks now and then for what it has written itself, which is nothing; and its
     * executor for that wakes up every 10 ms, which is most of what an idle operator would do.
     */
    @Override
    public InformerConfiguration<P> getInformerConfig() {
      return InformerConfiguration.builder(super.getInformerConfig())
          .withComparableResourceVersions(false)
          .build();
    }
  }

  /**
   * What the framework takes for a reconciler, and for an event source: sees every change that an
   * informer tells of, before any of the framework's filters.
   */
  private final class Feed<P extends Resource<?, ?>> extends SimpleInboundEventSource<P>
      implements Reconciler<P>, ResourceEventAware<P> {

    private final Class<P> type;

    Feed(Class<P> type) {
      super("changes");
      this.type = type;
    }

    @Override
    public List<EventSource<?, P>> prepareEventSources(EventSourceContext<P> context) {
      resources.put(type, new IndexedResources<>(context.getPrimaryCache()));
      return List.of(this);
    }

    /** Never called: no event passes the filter. */
    @Override
    public UpdateControl<P> reconcile(P resource, Context<P> context) {
      return UpdateControl.noUpdate();
    }

    @Override
    public void onResourceCreated(P resource) {
      resources(type).add(resource);
      listener.changed(resource, Change.CREATED);
    }

    @Override
    public void onResourceUpdated(P resource, P before) {
      resources(type).replace(before, resource);
      listener.changed(resource, Change.UPDATED);
    }

    @Override
    public void onResourceDeleted(P resource) {
      resources(type).remove(resource);
      listener.changed(resource, Change.DELETED);
    }
  }
}
