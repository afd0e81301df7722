package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts reconciliations where the framework would: dashboards and alerts go by its metrics. */
record ReconcileMetrics(Metrics metrics) {

  void succeeded(HasMetadata resource) {
    metrics.reconciliationSucceeded(resource, metadata(resource));
  }

  /** Counts nothing if it is not even known what failed. */
  void failed(@Nullable HasMetadata resource, Throwable cause) {
    if (resource != null) {
      var exception = cause instanceof Exception e ? e : new IllegalStateException(cause);
      metrics.reconciliationFailed(resource, null, exception, metadata(resource));
    }
  }

  private static Map<String, Object> metadata(HasMetadata resource) {
    return Map.of(Constants.RESOURCE_GVK_KEY, GroupVersionKind.gvkFor(resource.getClass()));
  }
}
