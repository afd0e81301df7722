package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointConnection;

/**
 * Copies a resource as deep as it can change: spec and status are values, and the metadata is left
 * alone. The framework's own copies go through JSON.
 */
final class ResourceCloner implements Cloner {

  @Override
  public <R extends HasMetadata> R clone(R resource) {
    return of(resource);
  }

  @SuppressWarnings("unchecked")
  static <R extends HasMetadata> R of(R resource) {
    if (resource instanceof VpcEndpointConnection connection) {
      return (R) copy(connection, new VpcEndpointConnection());
    }
    if (resource instanceof CloudAccount account) {
      return (R) copy(account, new CloudAccount());
    }
    throw new IllegalArgumentException("no resource of ours: " + resource.getFullResourceName());
  }

  private static <S, T, P extends Resource<S, T>> P copy(P resource, P copy) {
    copy.setMetadata(resource.getMetadata());
    copy.setSpec(resource.getSpec());
    copy.setStatus(resource.getStatus());
    return copy;
  }
}
