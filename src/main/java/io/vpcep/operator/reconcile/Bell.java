package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/**
 * Rings for a resource when something outside of Kubernetes is new for it, and hears when a
 * resource is gone.
 */
final class Bell<P extends HasMetadata> extends SimpleInboundEventSource<P>
    implements ResourceEventAware<P> {

  private final Consumer<P> gone;

  /**
   * A bell with a name, so that the framework can tell it from others.
   *
   * @param gone told of each resource that was deleted
   */
  Bell(String name, Consumer<P> gone) {
    super(name);
    this.gone = gone;
  }

  void ring(String namespace, String name) {
    propagateEvent(new ResourceID(name, namespace));
  }

  /** Rings for every resource that there is. */
  void ringForAll(Fleet<P> fleet) {
    fleet.all().map(ResourceID::fromResource).forEach(this::propagateEvent);
  }

  @Override
  public void onResourceDeleted(P resource) {
    gone.accept(resource);
  }
}
