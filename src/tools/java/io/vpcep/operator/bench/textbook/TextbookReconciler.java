package io.vpcep.operator.bench.textbook;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.polling.PerResourcePollingConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.source.polling.PerResourcePollingEventSource;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Writes what the cloud says of a connection into its resource: the polled state is a secondary
 * resource of the framework's cache, which rings only when it differs from the last poll's.
 */
@ControllerConfiguration
public final class TextbookReconciler implements Reconciler<VpcEndpointConnection> {

  /**
   * The framework's default is one thread, with which ten thousand resources and a cloud that takes
   * 50 ms are looked at every nine minutes. With these, an interval of 60 s is kept.
   */
  private static final int POLLING_THREADS = 16;

  private final ConnectionFetcher fetcher;
  private final Duration interval;

  TextbookReconciler(ConnectionFetcher fetcher, Duration interval) {
    this.fetcher = fetcher;
    this.interval = interval;
  }

  @Override
  public List<EventSource<?, VpcEndpointConnection>> prepareEventSources(
      EventSourceContext<VpcEndpointConnection> context) {
    var configuration =
        new PerResourcePollingConfigurationBuilder<CloudConnection, VpcEndpointConnection, String>(
                fetcher, interval)
            .withExecutorService(new ScheduledThreadPoolExecutor(POLLING_THREADS))
            .withResourceIDMapper(CloudConnection::id)
            .build();
    return List.of(
        new PerResourcePollingEventSource<>(CloudConnection.class, context, configuration));
  }

  @Override
  public UpdateControl<VpcEndpointConnection> reconcile(
      VpcEndpointConnection resource, Context<VpcEndpointConnection> context) {
    return context
        .getSecondaryResource(CloudConnection.class)
        .map(connection -> UpdateControl.patchStatus(withStatus(resource, connection)))
        .orElseGet(UpdateControl::noUpdate);
  }

  /** A resource of nothing but name and status, as a server-side apply wants it. */
  private static VpcEndpointConnection withStatus(
      VpcEndpointConnection resource, CloudConnection connection) {
    var update = new VpcEndpointConnection();
    update.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .build());
    update.setStatus(
        new VpcEndpointConnectionStatus(
            resource.getMetadata().getGeneration(),
            null,
            connection.status(),
            null,
            connection.id(),
            connection.markerId(),
            connection.domainId(),
            connection.description(),
            connection.createdAt(),
            connection.updatedAt(),
            null,
            null,
            null,
            null,
            null,
            null));
    return update;
  }
}
