package io.vpcep.operator.e2e;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.api.VpcEndpointConnection;
import org.jspecify.annotations.Nullable;

/** What the status of a resource says, in one word or two. */
final class Statuses {

  private Statuses() {}

  /** The state; empty before the first response. */
  static String state(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    return status == null || status.state() == null ? "" : status.state();
  }

  /** A condition as {@code True Accepted}; empty if it is absent. */
  static String condition(Resource<?, ? extends ResourceStatus<?>> resource, String type) {
    var found = find(resource, type);
    return found == null ? "" : found.status() + " " + found.reason();
  }

  /** A condition's message; empty if it is absent. */
  static String message(Resource<?, ? extends ResourceStatus<?>> resource, String type) {
    var found = find(resource, type);
    return found == null ? "" : found.message();
  }

  private static @Nullable Condition find(
      Resource<?, ? extends ResourceStatus<?>> resource, String type) {
    var status = resource.getStatus();
    return Condition.find(status == null ? null : status.conditions(), type);
  }
}
