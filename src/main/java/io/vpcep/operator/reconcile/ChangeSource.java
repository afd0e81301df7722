package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.vpcep.operator.api.Resource;

/** Sees every change that an informer tells of, before any of the framework's filters. */
final class ChangeSource<P extends Resource<?, ?>> extends SimpleInboundEventSource<P>
    implements ResourceEventAware<P> {

  private final Listener listener;

  /** What happened to a resource. */
  enum Change {
    CREATED,
    UPDATED,
    DELETED
  }

  /** Is notified of every change. */
  @FunctionalInterface
  interface Listener {

    /** The resource is like this now, or was when it was deleted. */
    void changed(Resource<?, ?> resource, Change change);
  }

  ChangeSource(Listener listener) {
    super("changes");
    this.listener = listener;
  }

  @Override
  public void onResourceCreated(P resource) {
    listener.changed(resource, Change.CREATED);
  }

  @Override
  public void onResourceUpdated(P resource, P before) {
    listener.changed(resource, Change.UPDATED);
  }

  @Override
  public void onResourceDeleted(P resource) {
    listener.changed(resource, Change.DELETED);
  }
}
