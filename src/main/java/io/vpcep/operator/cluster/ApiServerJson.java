package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.operator.api.Group;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** How JSON from the API server is read. */
public final class ApiServerJson {

  /**
   * The API server bounds its objects; a limit of the parser below that would let a tenant stop the
   * watch of everybody. Field names can be as long as a text: {@code managedFields} has the owners
   * of an object in them.
   */
  private static final StreamReadConstraints BOUNDED_BY_THE_SERVER =
      StreamReadConstraints.builder()
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  /**
   * Leaves the rest of a response to its caller, who closes it. Names come from tenants: none is
   * kept.
   */
  private static final JsonFactory FACTORY =
      factory()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** Many more than anybody has labels, annotations or owners of an object. */
  private static final int MOST_FIELDS = 256;

  /** Stands for the object itself, where others are named by their field. */
  private static final String ITEM = "/";

  /** What is not read of the metadata and the status of an object. */
  private static final Map<String, Set<String>> LEFT_OUT =
      Map.of(
          "metadata", Set.of("managedFields"),
          "status", Set.of("conditions", "unrecordedEvents", "attention"));

  private static final ObjectReader READER = new JsonMapper(FACTORY).reader();

  private ApiServerJson() {}

  /** Builds a factory whose parsers accept every name and text that an object can have. */
  public static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().streamReadConstraints(BOUNDED_BY_THE_SERVER);
  }

  /**
   * The version of an object or of a list, where it may stand after the items. No more is read.
   *
   * @return empty if there is none
   */
  public static String resourceVersion(InputStream response) throws IOException {
    try (var json = FACTORY.createParser(response)) {
      return enter(json, "metadata") && enter(json, "resourceVersion")
          ? Objects.requireNonNullElse(json.nextTextValue(), "")
          : "";
    }
  }

  /**
   * Reads a list, one item at a time. Who wrote which field, conditions, and what is more than
   * anybody has of labels and annotations, is left out.
   *
   * @return what the rest of the list is asked for with; empty if there is no rest
   */
  public static String items(InputStream response, Consumer<JsonNode> items) throws IOException {
    var next = "";
    try (var json = FACTORY.createParser(response)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var field = json.currentName();
        json.nextToken();
        if (field.equals("items") && json.isExpectedStartArrayToken()) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            items.accept(item(json));
          }
        } else if (field.equals("metadata")) {
          next = read(json, "").path("continue").asText();
        } else {
          json.skipChildren();
        }
      }
    }
    return next;
  }

  /** Reads an object without what {@link #items} leaves out. */
  public static JsonNode object(InputStream response) throws IOException {
    try (var json = FACTORY.createParser(response)) {
      json.nextToken();
      return item(json);
    }
  }

  /** An object of the list, or the only one. */
  private static JsonNode item(JsonParser json) throws IOException {
    return read(json, ITEM);
  }

  /**
   * Reads a value. Whatever a tenant puts into an object, little of it is kept.
   *
   * @param name of the field that the value stands in
   */
  private static JsonNode read(JsonParser json, String name) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return readObject(json, name);
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      var array = JsonNodeFactory.instance.arrayNode();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (array.size() < MOST_FIELDS) {
          array.add(read(json, ""));
        } else {
          json.skipChildren();
        }
      }
      return array;
    }
    return READER.readTree(json);
  }

  private static JsonNode readObject(JsonParser json, String name) throws IOException {
    var object = JsonNodeFactory.instance.objectNode();
    var leftOut = LEFT_OUT.getOrDefault(name, Set.of());
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var field = json.currentName();
      json.nextToken();
      boolean hasRoom = object.size() < MOST_FIELDS || field.startsWith(Group.NAME + "/");
      if (hasRoom && !leftOut.contains(field)) {
        object.set(field, read(json, name.equals(ITEM) ? field : ""));
      } else {
        json.skipChildren();
      }
    }
    return object;
  }

  /** Goes to the value of a field of the object that is next. */
  private static boolean enter(JsonParser json, String field) throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (json.currentName().equals(field)) {
        return true;
      }
      json.nextToken();
      json.skipChildren();
    }
    return false;
  }
}
