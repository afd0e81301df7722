package io.vpcep.operator.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the statuses of a namespace show, compared with what a cloud lists. */
final class ShownStatuses {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE = "?limit=500";

  private ShownStatuses() {}

  /** The resources of a namespace, by name. */
  static Map<String, JsonNode> read(ApiServer server, String namespace) {
    var path = ApiServer.RESOURCES.formatted(namespace) + PAGE;
    var resources = new TreeMap<String, JsonNode>();
    String next = "";
    try {
      do {
        var page = JSON.readTree(server.get(path + next));
        page.path("items")
            .forEach(each -> resources.put(each.path("metadata").path("name").asText(), each));
        next = "&continue=" + page.path("metadata").path("continue").asText();
      } while (!next.endsWith("="));
      return resources;
    } catch (JsonProcessingException e) {
      throw new BenchException("the resources cannot be read", e);
    }
  }

  /**
   * The resources whose status is not what it should be, each with what it shows and what it should
   * show: state, time of the last change, and the reasons of Ready and Synced. Then the connections
   * that have no resource.
   *
   * @param resources by name
   * @param connections as the cloud lists them, by endpoint ID
   */
  static List<String> wrong(Map<String, JsonNode> resources, Map<String, JsonNode> connections) {
    var wrong =
        resources.entrySet().stream()
            .filter(each -> !shown(each.getValue()).equals(expected(each.getValue(), connections)))
            .map(
                each ->
                    "%s shows %s instead of %s"
                        .formatted(
                            each.getKey(),
                            shown(each.getValue()),
                            expected(each.getValue(), connections)));
    var missing = new TreeSet<>(connections.keySet());
    resources.values().forEach(each -> missing.remove(endpoint(each)));
    return Stream.concat(wrong, missing.stream().map(id -> "no resource shows " + id)).toList();
  }

  private static String shown(JsonNode resource) {
    var status = resource.path("status");
    return String.join(
        " ",
        status.path("state").asText("no state"),
        status.path("updatedTime").asText(),
        reason(status, "Ready"),
        reason(status, "Synced"));
  }

  private static String expected(JsonNode resource, Map<String, JsonNode> connections) {
    var connection = connections.get(endpoint(resource));
    if (connection == null) {
      return "a connection that the cloud does not list";
    }
    var state = connection.path("status").asText();
    return String.join(
        " ",
        state,
        connection.path("updated_at").asText(),
        Character.toUpperCase(state.charAt(0)) + state.substring(1),
        "Polled");
  }

  private static String endpoint(JsonNode resource) {
    return resource.path("spec").path("endpointID").asText();
  }

  private static String reason(JsonNode status, String type) {
    return StreamSupport.stream(status.path("conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .map(condition -> condition.path("reason").asText())
        .findFirst()
        .orElse("no " + type);
  }
}
