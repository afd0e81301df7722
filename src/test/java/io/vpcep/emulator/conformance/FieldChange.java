package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.conformance.Caller.Response;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Changes a field of a response wherever it stands. */
final class FieldChange {

  private FieldChange() {}

  /** Gives a field the wrong type. */
  static UnaryOperator<Response> wrongType(FieldRule rule) {
    JsonNode wrong =
        rule.kind().equals("object")
            ? TextNode.valueOf("text")
            : JsonNodeFactory.instance.objectNode();
    return changed(
        rule,
        (parent, name) -> parent.set(name, wrong),
        list -> {
          int size = list.size();
          list.removeAll();
          Stream.generate(() -> wrong).limit(size).forEach(list::add);
        });
  }

  /** Removes a field, or all elements of a list. */
  static UnaryOperator<Response> missing(FieldRule rule) {
    return changed(rule, ObjectNode::remove, ArrayNode::removeAll);
  }

  private interface ObjectChange {
    void apply(ObjectNode parent, String name);
  }

  private interface ListChange {
    void apply(ArrayNode list);
  }

  private static UnaryOperator<Response> changed(
      FieldRule rule, ObjectChange ofField, ListChange ofElements) {
    List<String> steps = List.of(rule.path().split("\\.", -1));
    String last = steps.get(steps.size() - 1);
    return response -> {
      JsonNode body = EmulatorClient.json(response.body());
      for (JsonNode parent : parents(body, steps.subList(0, steps.size() - 1))) {
        if (last.endsWith("[]")) {
          ofElements.apply((ArrayNode) parent.get(withoutBrackets(last)));
        } else if (parent.has(last)) {
          ofField.apply((ObjectNode) parent, last);
        }
      }
      return new Response(response.status(), body.toString());
    };
  }

  private static List<JsonNode> parents(JsonNode body, List<String> steps) {
    Stream<JsonNode> parents = Stream.of(body);
    for (String step : steps) {
      parents =
          step.endsWith("[]")
              ? parents.flatMap(node -> elements(node.path(withoutBrackets(step))))
              : parents.map(node -> node.path(step));
    }
    return parents.toList();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static String withoutBrackets(String step) {
    return step.substring(0, step.length() - 2);
  }
}
