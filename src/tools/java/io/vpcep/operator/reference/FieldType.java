package io.vpcep.operator.reference;

import com.fasterxml.jackson.databind.JsonNode;

/** The type of a field, in words. */
final class FieldType {

  private FieldType() {}

  static String of(JsonNode schema) {
    if (schema.has("additionalProperties")) {
      return "map of " + of(schema.get("additionalProperties"));
    }
    if (schema.has("items")) {
      return "list of " + of(schema.get("items"));
    }
    return schema.path("format").asText().equals("date-time")
        ? "time"
        : schema.path("type").asText();
  }
}
