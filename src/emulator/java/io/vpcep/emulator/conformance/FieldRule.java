package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a field of a response is.
 *
 * @param path names with dots between them; {@code []} behind a name stands for every element
 * @param kind {@code string}, {@code integer}, {@code boolean}, {@code array}, {@code object},
 *     {@code empty} for an array without elements, or {@code =} and the value as text
 * @param optional whether it may be absent or null
 */
record FieldRule(String path, String kind, boolean optional) {

  private static final String EQUALS = "= ";

  /** An error code, as EndPoint.0005: all that is shown of the values of a response. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,16}\\.\\d{4}");

  /** A node of a response and where it stands. */
  private record Place(String at, JsonNode node) {}

  /**
   * @param kind the kind, with a question mark behind it for an optional field
   */
  static FieldRule of(String path, String kind) {
    boolean optional = kind.endsWith("?");
    return new FieldRule(path, optional ? kind.substring(0, kind.length() - 1) : kind, optional);
  }

  /** What is wrong with this field, a line for each place; shows no value but an error code. */
  List<String> differences(JsonNode body) {
    return places(body).filter(place -> !isRight(place.node())).map(this::difference).toList();
  }

  /** Whether a response has this field anywhere. */
  boolean isIn(JsonNode body) {
    return places(body).anyMatch(place -> !place.node().isMissingNode());
  }

  private Stream<Place> places(JsonNode body) {
    Stream<Place> places = Stream.of(new Place("", body));
    for (String step : path.split("\\.", -1)) {
      places = places.flatMap(place -> next(place, step));
    }
    return places;
  }

  /** A list that is missing has no elements; the rule of the list itself reports that. */
  private static Stream<Place> next(Place place, String step) {
    boolean all = step.endsWith("[]");
    String name = all ? step.substring(0, step.length() - 2) : step;
    JsonNode node = place.node().path(name);
    String at = place.at().isEmpty() ? name : place.at() + "." + name;
    return all
        ? IntStream.range(0, node.isArray() ? node.size() : 0)
            .mapToObj(i -> new Place("%s[%d]".formatted(at, i), node.get(i)))
        : Stream.of(new Place(at, node));
  }

  private boolean isRight(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return optional;
    }
    return switch (kind) {
      case "string" -> node.isTextual();
      case "integer" -> node.isIntegralNumber();
      case "boolean" -> node.isBoolean();
      case "array" -> node.isArray();
      case "object" -> node.isObject();
      case "empty" -> node.isArray() && node.isEmpty();
      default -> kind.equals(EQUALS + node.asText());
    };
  }

  private String difference(Place place) {
    return "%s is %s, expected %s".formatted(place.at(), shown(place.node()), kind);
  }

  private String shown(JsonNode node) {
    if (node.isMissingNode()) {
      return "missing";
    }
    JsonNodeType type = node.getNodeType();
    String text = node.asText();
    if (kind.startsWith(EQUALS) && CODE.matcher(text).matches()) {
      return EQUALS + text;
    }
    return node.isIntegralNumber() ? "integer" : type.name().toLowerCase(Locale.ROOT);
  }
}
