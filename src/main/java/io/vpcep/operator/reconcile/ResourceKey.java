package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.schedule.TaskKey;
import org.slf4j.spi.LoggingEventBuilder;

/** Names a resource of ours. */
record ResourceKey(Kind kind, String namespace, String name) {

  /** The kinds that are reconciled. */
  enum Kind {
    ACCOUNT(CloudAccount.class),
    CONNECTION(VpcEndpointConnection.class);

    private final Class<? extends Resource<?, ?>> type;

    Kind(Class<? extends Resource<?, ?>> type) {
      this.type = type;
    }

    /** One of {@link io.vpcep.operator.api.Kinds#ALL}. */
    Class<? extends Resource<?, ?>> type() {
      return type;
    }
  }

  static ResourceKey of(Kind kind, Resource<?, ?> resource) {
    var metadata = resource.getMetadata();
    return new ResourceKey(kind, metadata.getNamespace(), metadata.getName());
  }

  /** Namespaces take turns, and share nothing but the threads. */
  TaskKey taskKey() {
    return new TaskKey(namespace, "");
  }

  /** The log line with the resource that it is about: kind, namespace and name. */
  LoggingEventBuilder in(LoggingEventBuilder line) {
    return line.addKeyValue("kind", kindName())
        .addKeyValue("namespace", namespace)
        .addKeyValue("name", name);
  }

  private String kindName() {
    return HasMetadata.getKind(kind.type);
  }

  @Override
  public String toString() {
    return kindName() + " " + namespace + "/" + name;
  }
}
