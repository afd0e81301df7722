package io.vpcep.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vpcep.operator.account.AccountListener;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.account.IdentityService;
import io.vpcep.operator.account.RateLimiter;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cloud.CloudClients;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.HttpSettings;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.PermissionMonitor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.cluster.RequiredPermissions;
import io.vpcep.operator.cluster.RequiredPermissions.LeaseName;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.leadership.Leadership;
import io.vpcep.operator.leadership.LeaseElection;
import io.vpcep.operator.management.ManagementServer;
import io.vpcep.operator.metrics.Meters;
import io.vpcep.operator.metrics.ResourceCollector;
import io.vpcep.operator.metrics.WorkCollector;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.reconcile.Controllers;
import io.vpcep.operator.reconcile.KubernetesSecrets;
import io.vpcep.operator.reconcile.ResourceLister;
import io.vpcep.operator.schedule.FairExecutor;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TimerScheduler;
import io.vpcep.operator.schedule.Watchdog;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.time.MonotonicClock;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole operator: every room, put together by hand, and taken apart in the opposite order. */
public final class VpcepOperator implements AutoCloseable {

  /**
   * How many sources of one account are read at a time: about as many as an account has by the
   * clouds' default quota, so that sources that do not answer hold up no other.
   */
  private static final int LANE_WIDTH = 8;

  /** How many calls to clouds are made at a time. */
  private static final int SWEEP_THREADS = 32;

  /** What is done for the whole operator: looking at permissions, and taking over as the leader. */
  private static final TaskKey HOUSE = new TaskKey("", "");

  private static final Logger LOG = LoggerFactory.getLogger(VpcepOperator.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ResourceLister<VpcEndpointConnection> connections = new ResourceLister<>();
  private final ResourceLister<CloudAccount> accountFleet = new ResourceLister<>();
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final RawKubernetesClient writes;
  private final FairExecutor sweeping;
  private final FairExecutor reconciling;
  private final FairExecutor housekeeping;
  private final TimerScheduler scheduler;
  private final CloudClients clouds;
  private final AccountRegistry accounts;
  private final Poller poller;
  private final PermissionMonitor permissionMonitor;
  private final Leadership leadership;
  private final Controllers controllers;
  private final ManagementServer management;

  private VpcepOperator(
      Settings settings,
      KubernetesClient client,
      String instance,
      ForbiddenInterceptor forbiddenInterceptor,
      Runnable lost)
      throws IOException {
    var clock = Clock.systemUTC();
    var monotonic = MonotonicClock.system();
    var build = BuildInfo.load();
    writes = new RawKubernetesClient(client, Controllers.THREADS, forbiddenInterceptor);
    var lease = lease(settings.leaderElection(), client);
    leadership =
        lease == null
            ? Leadership.always()
            : LeaseElection.of(
                client,
                lease.namespace(),
                lease.name(),
                instance,
                settings.leaderElection().terms(),
                clock,
                this::lead,
                lost);
    var meters = new Meters(registry, build.version(), build.revision(), leadership::isHeld);
    InternalErrors errors = (stage, cause) -> internalError(meters, stage, cause);
    scheduler = new TimerScheduler(monotonic, errors);
    sweeping = new FairExecutor("sweep", SWEEP_THREADS, LANE_WIDTH, monotonic, errors);
    reconciling =
        new FairExecutor("reconcile", Controllers.THREADS, Controllers.THREADS, monotonic, errors);
    housekeeping = new FairExecutor("housekeeping", 2, 2, monotonic, errors);
    var watchdog = new Watchdog(List.of(scheduler, sweeping, reconciling, housekeeping));
    permissionMonitor =
        new PermissionMonitor(
            client,
            new RequiredPermissions(settings.watch().namespaces(), lease),
            scheduler,
            this::runHousekeeping,
            monotonic);
    clouds = new CloudClients(http(settings.http(), build.version()), meters, clock);
    var limit = settings.rateLimit();
    accounts =
        new AccountRegistry(
            settings.clouds(),
            new KubernetesSecrets(client),
            new Iam(clouds),
            () -> new RateLimiter(limit.requestsPerSecond(), limit.burst(), monotonic),
            scheduler,
            sweeping,
            clock,
            monotonic,
            VpcepOperator::random,
            errors,
            key -> accountFleet.has(key.namespace(), key.name()),
            new Messenger());
    poller =
        new Poller(
            clouds::connections,
            accounts,
            scheduler,
            sweeping,
            clock,
            monotonic,
            VpcepOperator::random,
            settings.pollPolicy().minInterval(),
            settings.fullSweepEvery(),
            errors,
            meters,
            this::observed);
    controllers =
        new Controllers(
            client,
            writes,
            MicrometerMetrics.withoutPerResourceMetrics(registry),
            new Controllers.Engine(
                reconciling, scheduler, clock, monotonic, VpcepOperator::random, errors),
            instance,
            settings.pollPolicy(),
            poller,
            accounts,
            meters,
            connections,
            accountFleet,
            leadership::isHeld);
    registerGauges(settings, clock, monotonic, meters, watchdog);
    management =
        ManagementServer.start(
            settings.http().address(),
            settings.http().port(),
            (type, out) -> registry.scrape(out, type),
            this::notReadyReason,
            watchdog::stuck);
  }

  /** Starts an operator that nobody else competes with, and that is not told of refusals. */
  public static VpcepOperator start(Settings settings, KubernetesClient client, String instance)
      throws IOException {
    return start(settings, client, instance, new ForbiddenInterceptor(), () -> {});
  }

  /**
   * Starts the operator; returns when its caches are synced. Waits for as long as it is not allowed
   * to fill them. If replicas elect a leader, it is a standby until {@link #startElection}.
   *
   * @param instance names this replica in events, for example the pod's name
   * @param forbiddenInterceptor tells what the API server forbids the client
   * @param lost told when it has lost its leadership; it does nothing any more, and has to be
   *     started anew
   * @throws IOException if its port cannot be bound
   * @throws RuntimeException if the API server does not let it watch its resources
   */
  public static VpcepOperator start(
      Settings settings,
      KubernetesClient client,
      String instance,
      ForbiddenInterceptor forbiddenInterceptor,
      Runnable lost)
      throws IOException {
    var operator = new VpcepOperator(settings, client, instance, forbiddenInterceptor, lost);
    try {
      var namespaces = operator.permissionMonitor.awaitWatchable();
      operator.controllers.start(namespaces, settings.watch().labelSelector());
      operator.permissionMonitor.follow(operator.controllers::watch);
      forbiddenInterceptor.tell(operator.permissionMonitor::refused);
      return operator;
    } catch (RuntimeException e) {
      operator.close();
      throw e;
    }
  }

  /** Becomes the leader as soon as no other replica is, if replicas elect one. */
  void startElection() {
    leadership.begin();
  }

  /** The port of {@code /metrics}, {@code /healthz} and {@code /readyz}. */
  public int port() {
    return management.port();
  }

  @Override
  public void close() {
    permissionMonitor.close();
    controllers.close();
    writes.close();
    // Nothing is written any more: whoever comes next need not wait.
    leadership.close();
    scheduler.close();
    sweeping.close();
    reconciling.close();
    housekeeping.close();
    clouds.close();
    management.close();
    gc.close();
  }

  private static void internalError(Meters meters, String stage, Throwable cause) {
    meters.internalError(stage);
    LOG.error("internal error in stage {}", stage, cause);
  }

  private void runHousekeeping(Runnable task) {
    housekeeping.execute(HOUSE, Priority.NORMAL, task);
  }

  private void observed(SubscriberId id) {
    controllers.observed(id);
  }

  private void registerGauges(
      Settings settings, Clock clock, MonotonicClock monotonic, Meters meters, Watchdog watchdog) {
    Runnable faults = () -> meters.internalError("metrics");
    registry
        .getPrometheusRegistry()
        .register(
            new ResourceCollector(
                () -> leadership.isHeld() ? connections.all() : Stream.empty(),
                () -> leadership.isHeld() ? accountFleet.all() : Stream.empty(),
                poller::sources,
                settings.perConnectionMetrics(),
                clock,
                monotonic,
                faults));
    registry.getPrometheusRegistry().register(new WorkCollector(watchdog::oldestDue, faults));
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void lead() {
    runHousekeeping(controllers::lead);
  }

  /** Why the operator cannot do its work; empty if it can. */
  String notReadyReason() {
    var notAllowed = permissionMonitor.notReadyReason();
    return notAllowed.isEmpty() && !controllers.isReady() ? "caches are not synced" : notAllowed;
  }

  private static @Nullable LeaseName lease(
      Settings.LeaderElection election, KubernetesClient client) {
    if (!election.enabled()) {
      return null;
    }
    var namespace =
        election.leaseNamespace().isEmpty() ? client.getNamespace() : election.leaseNamespace();
    if (namespace == null) {
      throw new IllegalArgumentException(
          "leaderElection.leaseNamespace has to be set: the operator's own namespace is not known");
    }
    return new LeaseName(namespace, election.leaseName());
  }

  private static HttpSettings http(Settings.Http http, String version) {
    return new HttpSettings(
        version,
        http.connectTimeout(),
        http.readTimeout(),
        http.maxResponseBytes(),
        http.proxy(),
        http.caBundle());
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** Asks the cloud's IAM for an account. */
  private record Iam(CloudClients clouds) implements IdentityService {

    @Override
    public IssuedToken issueToken(
        CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
        throws CloudException {
      return clouds.iam().create(endpoints, login, projectId);
    }

    @Override
    public String findProject(CloudEndpoints endpoints, Authenticator authenticator)
        throws CloudException {
      return clouds.projects().find(endpoints, authenticator);
    }
  }

  /** Carries what becomes of an account to those who show it and to those who need it. */
  private final class Messenger implements AccountListener {

    @Override
    public void stateChanged(AccountKey key) {
      controllers.changed(key);
      var state = accounts.state(key);
      if (state != null && state.usable()) {
        poller.accountReady(key);
      } else {
        poller.accountLost(key);
      }
    }

    @Override
    public void settingsChanged(AccountKey key) {
      poller.accountChanged(key);
    }

    @Override
    public void probeDue(AccountKey key) {
      poller.accountReady(key);
    }
  }
}
