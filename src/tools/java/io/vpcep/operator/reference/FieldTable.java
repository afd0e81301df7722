package io.vpcep.operator.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a spec or a status as a table, and the rules that the API server checks. */
final class FieldTable {

  private static final String INPUT_HEAD =
      """
      | field | type | default | range | description |
      | --- | --- | --- | --- | --- |
      """;

  private static final String OUTPUT_HEAD =
      """
      | field | type | description |
      | --- | --- | --- |
      """;

  private final boolean input;
  private final StringBuilder rows = new StringBuilder();

  /** Each message, with the fields that it is about. */
  private final Map<String, Set<String>> rules = new LinkedHashMap<>();

  private FieldTable(boolean input) {
    this.input = input;
  }

  /** What users write, with what they may write. */
  static String ofSpec(JsonNode schema) {
    return new FieldTable(true).shown(schema);
  }

  /** What the operator writes. */
  static String ofStatus(JsonNode schema) {
    return new FieldTable(false).shown(schema);
  }

  private String shown(JsonNode schema) {
    addRules("", schema);
    addFields("", schema);
    return text(schema) + "\n\n" + (input ? INPUT_HEAD : OUTPUT_HEAD) + rows + ruleList();
  }

  /** A description, for a cell of a table. */
  static String text(JsonNode schema) {
    return schema.path("description").asText().replace("|", "\\|").replace("<", "&lt;");
  }

  private void addFields(String prefix, JsonNode schema) {
    var required = new TreeSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (var field : schema.path("properties").properties()) {
      addField(prefix + field.getKey(), field.getValue(), required.contains(field.getKey()));
    }
  }

  private void addField(String path, JsonNode schema, boolean required) {
    rows.append("| `%s` | %s |".formatted(path, FieldType.of(schema)));
    if (input) {
      var value = required ? "required" : shownDefault(schema.path("default"));
      rows.append(" %s | %s |".formatted(value, FieldRange.of(schema)));
    }
    rows.append(" %s |\n".formatted(text(schema)));
    addRules(path, schema);
    addFields(path + ".", schema);
    addFields(path + "[].", schema.path("items"));
  }

  private static String shownDefault(JsonNode value) {
    if (value.isMissingNode()) {
      return "";
    }
    return "`" + (value.isTextual() ? value.asText() : value.toString()) + "`";
  }

  private void addRules(String path, JsonNode schema) {
    for (var rule : schema.path("x-kubernetes-validations")) {
      rules.computeIfAbsent(rule.get("message").asText(), key -> new TreeSet<>()).add(path);
    }
    if (schema.has("items")) {
      addRules(path + "[]", schema.get("items"));
    }
  }

  private String ruleList() {
    if (rules.isEmpty()) {
      return "";
    }
    var list = new StringBuilder("\nThe API server rejects what breaks one of these rules:\n\n");
    rules.forEach((message, paths) -> list.append("- %s%s\n".formatted(about(paths), message)));
    return list.toString();
  }

  private static String about(Set<String> paths) {
    var named = "`" + String.join("`, `", paths) + "`: ";
    return paths.contains("") ? "" : named;
  }
}
