package io.vpcep.operator.bench;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the events of the resources of a namespace, those that the API server deletes after an
 * hour too.
 */
final class EventWatch implements AutoCloseable {

  private static final String KIND = "VpcEndpointConnection";

  private final KubernetesClient client;
  private final SharedIndexInformer<Event> informer;

  /** The last version of each by its UID: a series that begins again has another one. */
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  /**
   * What an event says.
   *
   * @param key of {@link Transitions}
   * @param count how often it was recorded
   */
  private record Told(String key, long count) {}

  /** Watches from now on; closes the client with itself. */
  EventWatch(KubernetesClient client) {
    this.client = client;
    informer =
        client
            .v1()
            .events()
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Event event) {
                    note(event);
                  }

                  @Override
                  public void onUpdate(Event before, Event event) {
                    note(event);
                  }

                  @Override
                  public void onDelete(Event event, boolean unknown) {
                    // it was recorded all the same
                  }
                });
  }

  private void note(Event event) {
    var of = event.getInvolvedObject();
    var reason = event.getReason();
    if (of.getKind().equals(KIND) && reason.startsWith("Connection")) {
      long count = event.getSeries() == null ? 1 : event.getSeries().getCount();
      told.put(
          event.getMetadata().getUid(), new Told(Transitions.key(of.getName(), reason), count));
    }
  }

  /** How many were recorded until now, by the keys of {@link Transitions}. */
  Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    told.values().forEach(each -> counts.merge(each.key(), each.count(), Long::sum));
    return counts;
  }

  @Override
  public void close() {
    informer.close();
    client.close();
  }
}
