package io.vpcep.operator.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the schema allows as the value of a field, in words; rules are listed apart. */
final class FieldRange {

  private FieldRange() {}

  static String of(JsonNode schema) {
    var parts = new ArrayList<String>();
    addWords(parts, schema);
    addWords(parts, schema.path("items"));
    addBounds(parts, schema, "minimum", "maximum", "");
    addBounds(parts, schema, "minLength", "maxLength", " characters");
    addBounds(parts, schema, "minItems", "maxItems", " items");
    addBounds(parts, schema.path("items"), "minLength", "maxLength", " characters each");
    addBounds(parts, schema, "minProperties", "maxProperties", " entries");
    addBounds(
        parts, schema.path("additionalProperties"), "minLength", "maxLength", " characters each");
    return String.join(", ", parts);
  }

  private static void addWords(List<String> parts, JsonNode schema) {
    var words = new ArrayList<String>();
    schema.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
    if (!words.isEmpty()) {
      parts.add(String.join(" or ", words));
    }
  }

  private static void addBounds(
      List<String> parts, JsonNode schema, String least, String most, String unit) {
    if (schema.has(least) && schema.has(most)) {
      parts.add("%s to %s%s".formatted(number(schema, least), number(schema, most), unit));
    } else if (schema.has(least)) {
      parts.add("at least %s%s".formatted(number(schema, least), unit));
    } else if (schema.has(most)) {
      parts.add("at most %s%s".formatted(number(schema, most), unit));
    }
  }

  private static String number(JsonNode schema, String name) {
    return String.format(Locale.ROOT, "%,d", schema.get(name).asLong());
  }
}
