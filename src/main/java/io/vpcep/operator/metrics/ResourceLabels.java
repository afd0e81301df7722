package io.vpcep.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;

/**
 * The labels of resources that are exported with their series. One that a resource does not have is
 * left out, which is the same to Prometheus as an empty one.
 *
 * @param names the name in metrics of each key
 */
record ResourceLabels(Map<String, String> names) {

  /** What a resource has of them. */
  Labels of(HasMetadata resource) {
    var present = resource.getMetadata().getLabels();
    if (names.isEmpty() || present == null || present.isEmpty()) {
      return Labels.EMPTY;
    }
    var labels = Labels.builder();
    names.forEach(
        (key, name) -> {
          var value = present.get(key);
          if (value != null && !value.isEmpty()) {
            labels.label(name, value);
          }
        });
    return labels.build();
  }
}
