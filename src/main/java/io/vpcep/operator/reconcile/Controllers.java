package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.action.ActionReportBook;
import io.vpcep.operator.action.ApprovalReader;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

  private final TaskRuntime runtime;
  private final KindControllers kinds;
  private final InformerSupervisor informers;
  private volatile boolean closed;

  /**
   * How the API server is reached.
   *
   * @param client watches
   * @param writes writes events and statuses, in the threads that reconcile
   * @param instance names this replica in events
   * @param selector of what watches sources, and of the accounts whose status is written
   * @param leads whether this replica may write and have calls made; while it does not, resources
   *     are known and nothing is done about them
   */
  public record Cluster(
      KubernetesClient client,
      RawKubernetesClient writes,
      Metrics metrics,
      String instance,
      LabelSelector selector,
      BooleanSupplier leads) {}

  /** How clouds are read and changed. */
  public record Clouds(Poller poller, AccountRegistry accounts, Acceptance acceptance) {}

  /**
   * How connections are accepted and rejected.
   *
   * @param isEnabled whether they may be
   * @param reports the outcomes of actions
   * @param approvals tells whether connections wait for acceptance at all
   * @param actions carries out what policies decide, in threads of its own
   * @param listener is notified of decisions
   */
  public record Acceptance(
      boolean isEnabled,
      ActionReportBook reports,
      ApprovalReader approvals,
      Consumer<PlannedAction> actions,
      AcceptanceListener listener) {}

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
      ResourceListers listers) {
    this.runtime = runtime;
    // Before each call, because leadership may end while a resource is reconciled.
    var calls = cluster.writes().provided(() -> NotLeadingException.check(cluster.leads()));
    var executor = new ChangeExecutor(calls, runtime, key -> enqueue(List.of(key)));
    var made =
        new ConnectionProvisioner(
            listers,
            new ProvisionedConnectionReader(calls, cluster.selector()),
            executor,
            runtime.monotonic());
    var reconcilers =
        reconcilers(clouds, cluster.selector(), pollPolicy, transitions, listers, made);
    kinds = KindControllers.of(reconcilers, listers, cluster, calls, runtime);
    informers = new InformerSupervisor(cluster, runtime, kinds);
  }

  /** One for each of {@link io.vpcep.operator.api.Kinds#ALL}. */
  static List<ResourceReconciler<?, ?>> reconcilers(
      Clouds clouds,
      LabelSelector selector,
      PollPolicy pollPolicy,
      TransitionListener transitions,
      ResourceListers listers,
      ConnectionProvisioner made) {
    return List.of(
        new AccountReconciler(clouds.accounts(), selector, pollPolicy),
        new ConnectionReconciler(clouds.poller(), pollPolicy, transitions),
        new ServiceReconciler(
            clouds.poller(), pollPolicy, listers.of(VpcEndpointConnection.class), made),
        new PolicyReconciler(
            clouds.poller(),
            pollPolicy,
            listers.of(VpcEndpointAcceptancePolicy.class),
            clouds.acceptance()));
  }

  /**
   * Fills the caches, and reconciles from then on.
   *
   * @param namespaces those that can be watched, asked whenever the caches are filled; none for all
   */
  public void start(Supplier<Set<String>> namespaces) {
    informers.start(namespaces);
    runtime.after(RESYNC, this::resync);
  }

  /**
   * Watches other namespaces from now on; none of those before may be missing.
   *
   * @throws RuntimeException if one of them cannot be watched; then none of them is watched but
   *     those before
   */
  public void watch(Set<String> watched) {
    informers.watch(watched);
  }

  /** This replica leads from now on: does what was left undone while it did not. */
  public void lead() {
    kinds.enqueueAll();
  }

  /** Whether the caches are synced and their watches live. */
  public boolean isReady() {
    return informers.isHealthy();
  }

  /** Something new was seen for a resource. */
  public void observed(SubscriberId id) {
    var type =
        switch (id.kind()) {
          case CONNECTION -> VpcEndpointConnection.class;
          case SERVICE -> VpcEndpointService.class;
          case POLICY -> VpcEndpointAcceptancePolicy.class;
        };
    kinds.enqueue(type, id.namespace(), id.name());
  }

  /** An account can be used, or cannot be used any more. */
  public void changed(AccountKey account) {
    kinds.enqueue(CloudAccount.class, account.namespace(), account.name());
  }

  private void enqueue(List<ResourceKey> keys) {
    kinds.enqueue(keys);
  }

  @Override
  public void close() {
    closed = true;
    kinds.close(TERMINATION);
    informers.close();
  }

  /** Reconciles all that is known, a part at a time: whatever was missed is found. */
  private void resync() {
    if (closed) {
      return;
    }
    runtime.after(RESYNC, this::resync);
    var keys = kinds.keys().toList();
    for (int part = 0; part < RESYNC_PARTS; part++) {
      var some =
          keys.subList(part * keys.size() / RESYNC_PARTS, (part + 1) * keys.size() / RESYNC_PARTS);
      runtime.after(BETWEEN_PARTS.multipliedBy(part), () -> kinds.enqueue(some));
    }
  }
}
