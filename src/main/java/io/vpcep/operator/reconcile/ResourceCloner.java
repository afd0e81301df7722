package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.vpcep.operator.api.Resource;

/** Copies resources for the framework, whose own copies go through JSON. */
final class ResourceCloner implements Cloner {

  @Override
  public <R extends HasMetadata> R clone(R resource) {
    return of(resource);
  }

  @SuppressWarnings("unchecked")
  static <R extends HasMetadata> R of(R resource) {
    if (resource instanceof Resource<?, ?> ours) {
      return (R) ours.copy();
    }
    throw new IllegalArgumentException("no resource of ours: " + resource.getFullResourceName());
  }
}
