package io.vpcep.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;

/** As much of an API server as events and statuses need: objects with versions, and refusals. */
final class FakeApiServer extends Dispatcher implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final KubernetesClient client;
  private final RawKubernetesClient calls;
  private Consumer<VpcEndpointConnection> afterStatus = written -> {};
  private int eventCode = 200;
  private int statusCode = 200;
  private boolean losesResponse;
  private long version = 100;

  FakeApiServer() throws IOException {
    server.setDispatcher(this);
    server.start();
    var access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .build();
    client = new KubernetesClientBuilder().withConfig(access).build();
    calls = new RawKubernetesClient(client, 2, new ForbiddenInterceptor());
  }

  RawKubernetesClient calls() {
    return calls;
  }

  /** Answers requests for events with this code; 200 lets them in. */
  synchronized void answerEvents(int code) {
    eventCode = code;
  }

  /** Loses the response to the next request for an event, which is carried out. */
  synchronized void loseResponseOfEvent() {
    losesResponse = true;
  }

  /** Answers writes of statuses with this code; 200 lets them in. */
  synchronized void answerStatuses(int code) {
    statusCode = code;
  }

  /** Does this with a resource whose status was written, before the writer has its answer. */
  synchronized void afterStatus(Consumer<VpcEndpointConnection> then) {
    afterStatus = then;
  }

  /** Somebody creates or replaces the resource. */
  synchronized VpcEndpointConnection put(VpcEndpointConnection resource) {
    var object = (ObjectNode) JSON.valueToTree(resource);
    store(path(resource.getMetadata().getName()), object);
    return resource(resource.getMetadata().getName());
  }

  synchronized void delete(String name) {
    objects.remove(path(name));
  }

  synchronized VpcEndpointConnection resource(String name) {
    return JSON.convertValue(objects.get(path(name)), VpcEndpointConnection.class);
  }

  /** What was requested since the last time, each as its method and the last parts of its path. */
  List<String> takeRequests() {
    var taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** How often each reason was recorded. */
  synchronized Map<String, Integer> events() {
    var counts = new TreeMap<String, Integer>();
    objects.forEach(
        (path, object) -> {
          if (path.contains("/events/")) {
            counts.merge(
                object.path("reason").asText(), object.path("count").asInt(), Integer::sum);
          }
        });
    return counts;
  }

  synchronized JsonNode event() {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().contains("/events/"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static String path(String name) {
    return "/apis/vpcep.io/v1alpha1/namespaces/shop/vpcendpointconnections/" + name;
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    var path = String.valueOf(request.getPath());
    requests.add(request.getMethod() + " " + path.replaceFirst(".*/namespaces/shop/", ""));
    boolean isEvent = path.contains("/events");
    int code = isEvent ? eventCode : path.endsWith("/status") ? statusCode : 200;
    if (code != 200) {
      return new MockResponse().setResponseCode(code).setBody("{}");
    }
    var response = respond(path, request);
    if (isEvent && losesResponse) {
      losesResponse = false;
      response.setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    }
    return response;
  }

  private MockResponse respond(String path, RecordedRequest request) {
    var content = request.getBody().readUtf8();
    return switch (String.valueOf(request.getMethod())) {
      case "POST" -> create(path, read(content));
      case "PUT" -> change(path, read(content), (present, sent) -> sent);
      case "PATCH" -> change(path, read(content), FakeApiServer::merge);
      default -> found(objects.get(path));
    };
  }

  private MockResponse create(String collection, ObjectNode object) {
    var path = collection + "/" + object.at("/metadata/name").asText();
    return objects.containsKey(path)
        ? new MockResponse().setResponseCode(409).setBody("{}")
        : found(store(path, object));
  }

  private MockResponse change(String path, ObjectNode sent, BinaryOperator<ObjectNode> change) {
    var target = path.replaceFirst("/status$", "");
    var present = objects.get(target);
    if (present == null) {
      return found(null);
    }
    var expected = sent.at("/metadata/resourceVersion");
    if (!expected.equals(present.at("/metadata/resourceVersion"))) {
      return new MockResponse().setResponseCode(409).setBody("{}");
    }
    if (target.equals(path)) {
      return found(store(path, change.apply(present, sent)));
    }
    present.set("status", sent.path("status"));
    var answer = found(store(target, present));
    afterStatus.accept(JSON.convertValue(present, VpcEndpointConnection.class));
    return answer;
  }

  private static ObjectNode merge(ObjectNode present, ObjectNode patch) {
    try {
      return JSON.readerForUpdating(present).readValue(patch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode store(String path, ObjectNode object) {
    object.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
    objects.put(path, object);
    return object;
  }

  private static MockResponse found(@Nullable JsonNode object) {
    return object == null
        ? new MockResponse().setResponseCode(404).setBody("{}")
        : new MockResponse().setBody(object.toString());
  }

  private static ObjectNode read(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    calls.close();
    client.close();
    server.shutdown();
  }
}
