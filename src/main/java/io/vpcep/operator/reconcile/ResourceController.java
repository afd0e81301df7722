package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.reconcile.ReconcileResult.End;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one resource of a kind: compares what it shows with what it should show, and writes the
 * difference. Whatever goes wrong ends in a result, so that it is tried again.
 */
record ResourceController<P extends Resource<?, S>, S extends ResourceStatus<S>>(
    ResourceStore<P, S> store,
    ResourceReconciler<P, S> reconciler,
    Writers writers,
    Supplier<Now> clocks,
    InternalErrors errors) {

  /** A write that takes longer holds a thread that others need. */
  static final Duration SLOW = Duration.ofSeconds(2);

  private static final Duration MOMENT = Duration.ofMillis(1);

  private static final Logger LOG = LoggerFactory.getLogger(ResourceController.class);

  /**
   * What resources of all kinds are written with.
   *
   * @param calls made only while this replica leads
   */
  record Writers(
      BooleanSupplier leads,
      RawKubernetesClient calls,
      StatusWriter statuses,
      DecisionExecutor decisions,
      EventThrottle admission,
      ReconcileMetrics metrics) {}

  ReconcileResult look(ResourceKey key) {
    if (!writers.leads.getAsBoolean()) {
      return ReconcileResult.NOTHING;
    }
    var start = clocks.get().monotonic();
    P resource = null;
    try {
      resource = store.read(key);
      if (resource == null) {
        forget(key);
        return ReconcileResult.GONE;
      }
      return look(key, resource);
    } catch (NotLeadingException e) {
      return ReconcileResult.NOTHING;
    } catch (KubernetesClientException e) {
      return refused(key, resource, e, start);
    } catch (RuntimeException | Error e) {
      return broken(key, resource, e);
    } finally {
      store.ended(key);
    }
  }

  private ReconcileResult look(ResourceKey key, P resource) {
    var known = store.asRemembered(key, resource);
    var now = clocks.get();
    var decision = reconciler.reconcile(known, now);
    if (decision == null) {
      return ReconcileResult.NOTHING;
    }
    if (!reconciler.isReported(resource)) {
      store.forgetStatus(key);
      writers.admission.settled(key);
      return ReconcileResult.NOTHING;
    }
    boolean tampered = store.isModifiedByOthers(key, resource);
    var shown = store.shown(key);
    store.decided(key, resource, decision.status());
    var applied = writers.decisions.apply(key, resource, decision, now.wall());
    var written = applied.written();
    if (written != null) {
      store.wrote(key, shown, resource, written);
      reconciler.written(written, known.getStatus());
    }
    store.isRight(key, written == null ? resource : written);
    writers.metrics.succeeded(resource);
    return new ReconcileResult(
        tampered && written != null ? End.REPAIRED : End.DONE,
        requeueAfter(decision),
        applied.asked() ? isQuick(now.monotonic()) : null);
  }

  /** A moment later, so that what is waited for is over. */
  private @Nullable Duration requeueAfter(Decision<S> decision) {
    var delay = decision.requeueAfter();
    if (delay == null) {
      return null;
    }
    return delay.isNegative() ? MOMENT : delay.plus(MOMENT);
  }

  private boolean isQuick(MonotonicTime start) {
    return start.until(clocks.get().monotonic()).compareTo(SLOW) <= 0;
  }

  private void forget(ResourceKey key) {
    reconciler.forget(key.namespace(), key.name());
    store.forget(key);
    writers.admission.settled(key);
  }

  /**
   * Nothing wrong with the operator: the resource has changed, or the API server is unavailable.
   */
  private ReconcileResult refused(
      ResourceKey key, @Nullable P resource, KubernetesClientException e, MonotonicTime start) {
    if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
      key.in(LOG.atInfo()).log("the resource was changed by others or is gone, reading it again");
      store.distrustInformer(key);
    } else {
      key.in(LOG.atWarn())
          .log("cannot write the status, retrying: {}", ForbiddenInterceptor.said(e));
      writers.metrics.failed(resource, e);
    }
    return ReconcileResult.failed(isQuick(start));
  }

  private ReconcileResult broken(ResourceKey key, @Nullable P resource, Throwable e) {
    errors.occurred("reconcile", new IllegalStateException(key.toString(), e));
    writers.metrics.failed(resource, e);
    try {
      if (resource != null && resource.getStatus() != null) {
        show(key, resource);
      }
    } catch (RuntimeException cannotBeShown) {
      key.in(LOG.atDebug()).setCause(cannotBeShown).log("cannot write the internal error");
    }
    return ReconcileResult.failed(null);
  }

  private void show(ResourceKey key, P resource) {
    var status = reconciler.failed(resource, resource.getStatus(), clocks.get());
    if (!status.equals(resource.getStatus())) {
      var shown = store.shown(key);
      store.wrote(key, shown, resource, writers.statuses.write(resource, status));
    }
  }
}
