package io.vpcep.operator.reconcile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.made.ConnectionChange;
import io.vpcep.operator.made.ConnectionChange.Create;
import io.vpcep.operator.made.ConnectionChange.Delete;
import io.vpcep.operator.made.ConnectionChange.Patch;
import io.vpcep.operator.made.Refusal;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes that services plan, a few of each service at a time. A change that meets
 * another one is dropped: the next plan knows. What was refused waits, longer each time, and holds
 * up nothing that it does not concern. Bounded by the plans: one for each service.
 */
final class ConnectionMaker {

  private static final int AT_A_TIME = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionMaker.class);

  private final RawKubernetesClient calls;
  private final TaskRuntime runtime;
  private final Consumer<ResourceKey> ended;

  @GuardedBy("this")
  private final Map<ResourceKey, ChangeRounds> services = new HashMap<>();

  /**
   * Has nothing to do.
   *
   * @param calls made only while this replica leads
   * @param ended told of a service when all its changes are made or given up
   */
  ConnectionMaker(RawKubernetesClient calls, TaskRuntime runtime, Consumer<ResourceKey> ended) {
    this.calls = calls;
    this.runtime = runtime;
    this.ended = ended;
  }

  /** Whether changes of the service are under way. */
  synchronized boolean isBusy(ResourceKey service) {
    var rounds = services.get(service);
    return rounds != null && rounds.isBusy();
  }

  /** Why not all changes of the service come to stay; null if they do. */
  synchronized @Nullable Refusal refusal(ResourceKey service) {
    var rounds = services.get(service);
    return rounds == null ? null : rounds.refusal();
  }

  /** How long what was refused of the service waits from now on; zero if nothing does. */
  synchronized Duration pause(ResourceKey service) {
    var rounds = services.get(service);
    return rounds == null ? Duration.ZERO : rounds.pause(runtime.monotonic().now());
  }

  /**
   * Has changes made soon in other threads, unless there are some under way.
   *
   * @return whether there is any that need not wait
   */
  synchronized boolean make(ResourceKey service, List<ConnectionChange> changes) {
    var rounds = services.computeIfAbsent(service, key -> new ChangeRounds());
    if (rounds.isBusy()) {
      return true;
    }
    int count = rounds.begin(changes, runtime.monotonic().now(), AT_A_TIME);
    for (int i = 0; i < count; i++) {
      execute(service, rounds);
    }
    return count > 0;
  }

  /** The service is gone, or makes nothing any more. */
  synchronized void forget(ResourceKey service) {
    var rounds = services.remove(service);
    if (rounds != null) {
      rounds.drop();
    }
  }

  private void execute(ResourceKey service, ChangeRounds rounds) {
    runtime.executor().execute(service.taskKey(), Priority.NORMAL, () -> step(service, rounds));
  }

  private void step(ResourceKey service, ChangeRounds rounds) {
    var change = next(rounds);
    var refusal = Refusal.UNAVAILABLE;
    try {
      refusal = change == null ? null : make(service, change);
    } catch (NotLeadingException e) {
      service.in(LOG.atDebug()).log("another replica leads: giving up the changes");
    } finally {
      if (end(service, rounds, change, refusal)) {
        ended.accept(service);
      }
    }
  }

  private synchronized @Nullable ConnectionChange next(ChangeRounds rounds) {
    return rounds.next();
  }

  /** True if the round is over. */
  private synchronized boolean end(
      ResourceKey service,
      ChangeRounds rounds,
      @Nullable ConnectionChange change,
      @Nullable Refusal refusal) {
    if (change != null) {
      rounds.tried(change, refusal);
    }
    if (rounds.hasNext()) {
      execute(service, rounds);
      return false;
    }
    return rounds.end(runtime.monotonic().now());
  }

  /** Returns why the API server did not let the change in; null if it did, or need not any more. */
  private @Nullable Refusal make(ResourceKey service, ConnectionChange change) {
    var all = MadeConnectionReader.path(VpcEndpointConnection.class, service.namespace());
    try {
      if (change instanceof Create create) {
        calls.send("POST", all, create.resource());
      } else if (change instanceof Patch patch) {
        calls.send("PATCH", all + "/" + change.name(), patch.patch());
      } else if (change instanceof Delete delete) {
        calls.send("DELETE", all + "/" + change.name(), preconditions(delete));
      }
      runtime.executor().responded(service.taskKey(), true);
      return null;
    } catch (KubernetesClientException e) {
      var said = ForbiddenInterceptor.said(e);
      service
          .in(LOG.atInfo())
          .addKeyValue("connection", change.name())
          .log("cannot {} the VpcEndpointConnection: {}", change.verb(), said);
      runtime.executor().responded(service.taskKey(), e.getCode() != 0);
      return Refusal.of(change, e.getCode(), said);
    }
  }

  private static DeleteOptions preconditions(Delete delete) {
    return new DeleteOptionsBuilder()
        .withApiVersion("v1")
        .withKind("DeleteOptions")
        .withNewPreconditions()
        .withUid(delete.uid())
        .withResourceVersion(delete.resourceVersion())
        .endPreconditions()
        .build();
  }
}
