package io.vpcep.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.account.RateLimiter;
import io.vpcep.operator.action.AcceptanceExecutor;
import io.vpcep.operator.action.AcceptanceExecutor.Edges;
import io.vpcep.operator.action.ActionExecutor;
import io.vpcep.operator.action.ActionReportBook;
import io.vpcep.operator.action.ApprovalReader;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.HttpSettings;
import io.vpcep.operator.cloud.auth.IamClient;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.PermissionMonitor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.cluster.RequiredPermissions;
import io.vpcep.operator.cluster.RequiredPermissions.LeaseName;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.leadership.Leadership;
import io.vpcep.operator.leadership.LeaseElection;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.management.ManagementServer;
import io.vpcep.operator.metrics.AccountReadiness;
import io.vpcep.operator.metrics.GaugeCollector;
import io.vpcep.operator.metrics.GaugeCollector.Exported;
import io.vpcep.operator.metrics.GaugeCollector.Resources;
import io.vpcep.operator.metrics.Meters.Replica;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.reconcile.Controllers;
import io.vpcep.operator.reconcile.Controllers.Acceptance;
import io.vpcep.operator.reconcile.Controllers.Clouds;
import io.vpcep.operator.reconcile.Controllers.Cluster;
import io.vpcep.operator.reconcile.KubernetesSecrets;
import io.vpcep.operator.reconcile.PresentPolicies;
import io.vpcep.operator.reconcile.ResourceListers;
import io.vpcep.operator.schedule.Watchdog;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the parts of one operator together. Starts nothing but the server of its port. */
final class OperatorAssembly {

  private final Settings settings;
  private final KubernetesClient client;
  private final String instance;
  private final ForbiddenInterceptor forbiddenInterceptor;

  private final BuildInfo build = BuildInfo.load();
  private final Clock clock = Clock.systemUTC();
  private final MonotonicClock monotonic = MonotonicClock.system();
  private final EventDispatcher dispatcher = new EventDispatcher();
  private final ResourceListers listers = new ResourceListers();
  private final @Nullable LeaseName lease;
  private final Leadership leadership;
  private final OperatorMetrics metrics;
  private final OperatorThreads threads;

  OperatorAssembly(
      Settings settings,
      KubernetesClient client,
      String instance,
      ForbiddenInterceptor forbiddenInterceptor) {
    this.settings = settings;
    this.client = client;
    this.instance = instance;
    this.forbiddenInterceptor = forbiddenInterceptor;
    lease = lease(settings.leaderElection(), client);
    leadership = leadership();
    metrics = new OperatorMetrics(build, replica());
    threads = new OperatorThreads(clock, monotonic, metrics::internalError);
  }

  VpcepOperator assemble() throws IOException {
    var writes = new RawKubernetesClient(client, Controllers.THREADS, forbiddenInterceptor);
    var permissionMonitor =
        new PermissionMonitor(
            client,
            new RequiredPermissions(settings.watch().namespaces(), lease),
            threads.scheduler(),
            threads::runHousekeeping,
            monotonic);
    var clouds =
        new CloudHttp(
            http(settings, build), metrics.meters(), clock, SourceTypes.SUPPORTED.errors());
    var sources = SourceTypes.SUPPORTED.clients(clouds);
    var accounts = accounts(clouds);
    var poller = poller(sources, accounts);
    var actions = new ActionExecutor(sources, accounts, poller, leadership::isHeld);
    var acceptance = acceptance(sources, accounts, poller, actions, writes);
    var controllers = controllers(writes, new Clouds(poller, accounts, acceptance));
    dispatcher.connect(accounts, poller, controllers);
    var watchdog = threads.watchdog();
    metrics.show(collector(poller, accounts, watchdog));
    var management = management(permissionMonitor, controllers, watchdog);
    return new VpcepOperator(
        leadership,
        permissionMonitor,
        controllers,
        writes::close,
        threads,
        management,
        List.of(clouds::close, metrics::close));
  }

  private Replica replica() {
    var election = settings.leaderElection();
    return new Replica(namespace(election, client), election.leaseName(), leadership::isHeld);
  }

  private Leadership leadership() {
    return lease == null
        ? Leadership.always()
        : LeaseElection.of(
            client,
            lease.namespace(),
            lease.name(),
            instance,
            settings.leaderElection().terms(),
            clock);
  }

  private AccountRegistry accounts(CloudHttp clouds) {
    var limit = settings.rateLimit();
    return new AccountRegistry(
        threads.forClouds(),
        settings.clouds(),
        new KubernetesSecrets(client),
        new IamClient(clouds),
        () -> new RateLimiter(limit.requestsPerSecond(), limit.burst(), monotonic),
        key -> listers.of(CloudAccount.class).has(key.namespace(), key.name()),
        dispatcher);
  }

  private Poller poller(Function<Source.Kind, SourceClient> sources, AccountRegistry accounts) {
    return new Poller(
        threads.forClouds(),
        sources,
        accounts,
        settings.pollPolicy().minInterval(),
        settings.fullSweepEvery(),
        metrics.meters(),
        dispatcher::observed);
  }

  private Acceptance acceptance(
      Function<Source.Kind, SourceClient> sources,
      AccountRegistry accounts,
      Poller poller,
      ActionExecutor actions,
      RawKubernetesClient calls) {
    var guarded = calls.provided(() -> NotLeadingException.check(leadership::isHeld));
    var reports = new ActionReportBook();
    var executor =
        new AcceptanceExecutor(
            actions,
            sources,
            new Edges(
                accounts,
                poller,
                new PresentPolicies(guarded, listers),
                settings::acceptanceEnabled),
            monotonic,
            reports,
            dispatcher::reported);
    var approvals = new ApprovalReader(sources, accounts, poller, monotonic, dispatcher::reported);
    return new Acceptance(
        settings.acceptanceEnabled(), reports, approvals, executor::submit, metrics.acceptance());
  }

  private Controllers controllers(RawKubernetesClient writes, Clouds clouds) {
    return new Controllers(
        new Cluster(
            client,
            writes,
            metrics.framework(),
            instance,
            settings.watch().labelSelector(),
            leadership::isHeld),
        clouds,
        threads.forReconciling(),
        settings.pollPolicy(),
        metrics.meters(),
        listers);
  }

  /** Only the leader shows what resources say: of two replicas' figures one would be old. */
  private GaugeCollector collector(Poller poller, AccountRegistry accounts, Watchdog watchdog) {
    return new GaugeCollector(
        new Resources(
            shown(VpcEndpointConnection.class),
            listers.of(VpcEndpointConnection.class)::naming,
            shown(VpcEndpointService.class),
            shown(VpcEndpointAcceptancePolicy.class),
            shown(CloudAccount.class)),
        poller::sources,
        watchdog::oldestDue,
        new Exported(
            settings.metrics().perConnection(),
            settings.metrics().connectionLabels(),
            new AccountReadiness(settings.watch().labelSelector(), accounts::state)),
        () -> Now.read(clock, monotonic),
        metrics::scrapeError);
  }

  private <P extends Resource<?, ?>> Supplier<Stream<P>> shown(Class<P> type) {
    return () -> leadership.isHeld() ? listers.of(type).all() : Stream.empty();
  }

  private ManagementServer management(
      PermissionMonitor permissionMonitor, Controllers controllers, Watchdog watchdog)
      throws IOException {
    return ManagementServer.start(
        settings.http().address(),
        settings.http().port(),
        metrics::write,
        () -> notReadyReason(permissionMonitor, controllers),
        watchdog::stuck);
  }

  private static String notReadyReason(
      PermissionMonitor permissionMonitor, Controllers controllers) {
    var notAllowed = permissionMonitor.notReadyReason();
    return notAllowed.isEmpty() && !controllers.isReady() ? "caches are not synced" : notAllowed;
  }

  /** How clouds are called. */
  static HttpSettings http(Settings settings, BuildInfo build) {
    var http = settings.http();
    return new HttpSettings(
        build.version(),
        http.connectTimeout(),
        http.readTimeout(),
        http.maxResponseBytes(),
        http.proxy(),
        http.caBundle());
  }

  private static @Nullable LeaseName lease(
      Settings.LeaderElection election, KubernetesClient client) {
    if (!election.enabled()) {
      return null;
    }
    var namespace = namespace(election, client);
    if (namespace == null) {
      throw new IllegalArgumentException(StartFailure.LEASE_NAMESPACE_UNKNOWN.message());
    }
    return new LeaseName(namespace, election.leaseName());
  }

  private static @Nullable String namespace(
      Settings.LeaderElection election, KubernetesClient client) {
    return election.leaseNamespace().isEmpty() ? client.getNamespace() : election.leaseNamespace();
  }
}
