package io.vpcep.operator.monitoring;

import java.util.Map;

/**
 * One alert as Alertmanager tells it to a webhook.
 *
 * @param status firing or resolved
 */
public record Notification(
    String status, Map<String, String> labels, Map<String, String> annotations) {

  /** The name of the alert. */
  public String alert() {
    return labels.getOrDefault("alertname", "");
  }

  /** Status, alert and resource, to be compared at a glance. */
  @Override
  public String toString() {
    return status
        + " "
        + alert()
        + " "
        + labels.getOrDefault("name", labels.getOrDefault("service", "-"));
  }
}
