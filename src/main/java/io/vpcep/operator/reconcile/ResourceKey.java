package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Resource;
import io.vpcep.operator.schedule.TaskKey;

/** Names a resource of ours. */
record ResourceKey(Kind kind, String namespace, String name) {

  /** The kinds that are reconciled. */
  enum Kind {
    ACCOUNT,
    CONNECTION
  }

  static ResourceKey of(Kind kind, Resource<?, ?> resource) {
    var metadata = resource.getMetadata();
    return new ResourceKey(kind, metadata.getNamespace(), metadata.getName());
  }

  /** Namespaces take turns, and share nothing but the threads. */
  TaskKey taskKey() {
    return new TaskKey(namespace, "");
  }

  @Override
  public String toString() {
    return (kind == Kind.ACCOUNT ? "CloudAccount " : "VpcEndpointConnection ")
        + namespace
        + "/"
        + name;
  }
}
