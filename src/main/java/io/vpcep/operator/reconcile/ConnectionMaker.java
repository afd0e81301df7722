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
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes that services plan, a few of each service at a time. A change that meets
 * another one is dropped: the next plan knows. After refusals a service waits, longer each time.
 * Bounded by the plans: one for each service, with at most as many changes as its limit.
 */
final class ConnectionMaker {

  private static final int AT_A_TIME = 8;

  /** After so many in a row that only concern the change itself, the rest is not tried either. */
  private static final int REFUSALS = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionMaker.class);

  private final RawKubernetesClient calls;
  private final TaskRuntime runtime;
  private final Consumer<ResourceKey> ended;

  @GuardedBy("this")
  private final Map<ResourceKey, Round> rounds = new HashMap<>();

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
    var round = rounds.get(service);
    return round != null && round.isBusy();
  }

  /** Why the last changes of the service were not all let in; null if they were. */
  synchronized @Nullable Refusal refusal(ResourceKey service) {
    var round = rounds.get(service);
    return round == null ? null : round.refusal;
  }

  /** How long no change of the service is to be made; zero if it may be. */
  synchronized Duration pause(ResourceKey service) {
    var round = rounds.get(service);
    var now = runtime.monotonic().now();
    return round == null || !now.isBefore(round.heldUntil)
        ? Duration.ZERO
        : now.until(round.heldUntil);
  }

  /** Has changes made soon in other threads, unless there are some under way. */
  synchronized void make(ResourceKey service, List<ConnectionChange> changes) {
    var round = rounds.computeIfAbsent(service, key -> new Round());
    if (!round.isBusy() && !changes.isEmpty()) {
      round.begin(changes);
      for (int i = 0; i < Math.min(AT_A_TIME, changes.size()); i++) {
        round.running++;
        execute(service, round);
      }
    }
  }

  /** What the service has made could not be read. */
  synchronized void failed(ResourceKey service) {
    rounds.computeIfAbsent(service, key -> new Round()).hold(runtime.monotonic().now());
  }

  /** The service is gone, or makes nothing any more. */
  synchronized void forget(ResourceKey service) {
    var round = rounds.remove(service);
    if (round != null) {
      round.changes.clear();
    }
  }

  private void execute(ResourceKey service, Round round) {
    runtime.executor().execute(service.taskKey(), Priority.NORMAL, () -> step(service, round));
  }

  private void step(ResourceKey service, Round round) {
    var change = next(round);
    var refusal = new Refusal(Refusal.Reason.UNAVAILABLE, "");
    try {
      refusal = change == null ? null : make(service, change);
    } catch (NotLeadingException e) {
      LOG.debug("another replica leads, giving up the changes of {}", service);
    } finally {
      if (end(service, round, change, refusal)) {
        ended.accept(service);
      }
    }
  }

  private synchronized @Nullable ConnectionChange next(Round round) {
    return round.changes.poll();
  }

  /** True if the round is over. */
  private synchronized boolean end(
      ResourceKey service,
      Round round,
      @Nullable ConnectionChange change,
      @Nullable Refusal refusal) {
    round.made(change, refusal);
    if (!round.changes.isEmpty()) {
      execute(service, round);
      return false;
    }
    round.running--;
    if (round.isBusy()) {
      return false;
    }
    round.finish(runtime.monotonic().now());
    return true;
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
          .log("not changed: {}", said);
      runtime.executor().responded(service.taskKey(), e.getCode() != 0);
      return Refusal.of(e.getCode(), said);
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

  /** The changes of one service. */
  private static final class Round {

    private final Deque<ConnectionChange> changes = new ArrayDeque<>();
    private final Set<String> refusedNames = new HashSet<>();
    private int running;
    private int inARow;
    private int failures;
    private @Nullable Refusal refusal;
    private @Nullable Refusal latest;
    private MonotonicTime heldUntil = MonotonicTime.MIN;

    boolean isBusy() {
      return running > 0;
    }

    /** Those that were refused come last, so that they do not keep the others from being tried. */
    void begin(List<ConnectionChange> plan) {
      plan.stream()
          .sorted(Comparator.comparing(change -> refusedNames.contains(change.name())))
          .forEach(changes::add);
      inARow = 0;
      latest = null;
      refusedNames.retainAll(plan.stream().map(ConnectionChange::name).toList());
    }

    void made(@Nullable ConnectionChange change, @Nullable Refusal why) {
      if (change == null) {
        return;
      }
      if (why == null) {
        inARow = 0;
        refusedNames.remove(change.name());
        return;
      }
      latest = why;
      inARow++;
      if (why.isOfAll() || inARow >= REFUSALS) {
        changes.clear();
      }
      if (!why.isOfAll()) {
        refusedNames.add(change.name());
      }
    }

    void finish(MonotonicTime now) {
      if (latest == null) {
        failures = 0;
        refusal = null;
      } else {
        refusal = latest;
        hold(now);
      }
    }

    void hold(MonotonicTime now) {
      failures++;
      heldUntil = now.plus(BackOff.doubled(FIRST_PAUSE, failures, LONGEST_PAUSE));
    }
  }
}
