package io.vpcep.operator.demo;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.controlplane.ControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The terminal: kubectl's own tables whenever something in them is new, and each event once. */
final class Screen {

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final String namespace;
  private final long start = System.nanoTime();
  private final Set<String> told = new HashSet<>();
  private Map<String, String> shown = Map.of();

  Screen(ControlPlane plane, KubernetesClient client, String namespace) {
    this.plane = plane;
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Shows what is new; returns the reason of each connection's Ready condition, and of each
   * service's AttentionRequired.
   */
  Map<String, String> refresh() {
    var now = reasons();
    if (!now.equals(shown)) {
      shown = now;
      var seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      Demo.say("--- " + seconds + " s ---");
      showTable("vpces");
      showTable("vpcec");
    }
    tellEvents();
    return now;
  }

  private void showTable(String kind) {
    Demo.say("$ kubectl -n shop get " + kind);
    Demo.say(plane.kubectl("-n", namespace, "get", kind).stripTrailing());
  }

  /** Shows the operator's own series. */
  void showMetrics(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    var body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    Demo.say("$ curl -s " + url + " | grep -E '^vpcep_(connection|source_)'");
    body.lines().filter(line -> line.matches("vpcep_(connection|source_).*")).forEach(Demo::say);
  }

  private Map<String, String> reasons() {
    var reasons = new TreeMap<String, String>();
    addReasons(reasons, VpcEndpointConnection.class, Condition.READY);
    addReasons(reasons, VpcEndpointService.class, Condition.ATTENTION_REQUIRED);
    return reasons;
  }

  private <S extends ResourceStatus<S>> void addReasons(
      Map<String, String> reasons, Class<? extends Resource<?, S>> kind, String type) {
    for (var resource : client.resources(kind).inNamespace(namespace).list().getItems()) {
      var status = resource.getStatus();
      var condition = Condition.find(status == null ? null : status.conditions(), type);
      if (condition != null) {
        reasons.put(resource.getMetadata().getName(), condition.reason());
      }
    }
  }

  private void tellEvents() {
    client.resources(Event.class).inNamespace(namespace).list().getItems().stream()
        .filter(event -> told.add(event.getMetadata().getName() + " " + event.getDeprecatedCount()))
        .sorted(Comparator.comparing(Event::getDeprecatedLastTimestamp))
        .forEach(
            event ->
                Demo.say(
                    "    event  %-7s %-20s %s: %s"
                        .formatted(
                            event.getType(),
                            event.getReason(),
                            event.getRegarding().getName(),
                            event.getNote())));
  }
}
