package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request and what its response has to be.
 *
 * @param name the name of its file
 * @param source the document that says so
 * @param write whether it may change something
 * @param method the HTTP method
 * @param path URL with {@code {placeholders}}
 * @param headers values with placeholders by name, beside those that authenticate
 * @param body what is sent; may be empty
 * @param statuses the HTTP statuses that are right
 * @param fields what the fields of the response are, by path
 */
record ConformanceCase(
    String name,
    String source,
    boolean write,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    List<Integer> statuses,
    List<FieldRule> fields) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** All of them, in the order in which they are run. */
  static List<ConformanceCase> all() {
    return text("cases.txt").lines().map(ConformanceCase::load).toList();
  }

  private static ConformanceCase load(String name) {
    try {
      return read(name, YAML.readTree(text(name + ".yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static ConformanceCase read(String name, JsonNode file) {
    List<Integer> statuses = new ArrayList<>();
    file.path("status").forEach(status -> statuses.add(status.intValue()));
    List<FieldRule> fields = new ArrayList<>();
    texts(file.path("fields")).forEach((path, kind) -> fields.add(FieldRule.of(path, kind)));
    return new ConformanceCase(
        name,
        file.path("source").asText(),
        file.path("write").asBoolean(),
        file.path("method").asText(),
        file.path("path").asText(),
        texts(file.path("headers")),
        file.path("body").asText(),
        List.copyOf(statuses),
        List.copyOf(fields));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static String text(String file) {
    try (InputStream resource = ConformanceCase.class.getResourceAsStream(file)) {
      if (resource == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
