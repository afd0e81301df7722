package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.schedule.TaskKey;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Names a resource of ours.
 *
 * @param type one of {@link io.vpcep.operator.api.Kinds#ALL}
 */
record ResourceKey(Class<? extends HasMetadata> type, String namespace, String name) {

  static ResourceKey of(HasMetadata resource) {
    var metadata = resource.getMetadata();
    return new ResourceKey(resource.getClass(), metadata.getNamespace(), metadata.getName());
  }

  /** Namespaces take turns, and share nothing but the threads. */
  TaskKey taskKey() {
    return new TaskKey(namespace, "");
  }

  /** The log line with the resource that it is about: kind, namespace and name. */
  LoggingEventBuilder in(LoggingEventBuilder line) {
    return line.addKeyValue("kind", HasMetadata.getKind(type))
        .addKeyValue("namespace", namespace)
        .addKeyValue("name", name);
  }

  @Override
  public String toString() {
    return HasMetadata.getKind(type) + " " + namespace + "/" + name;
  }
}
