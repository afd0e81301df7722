package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request of a client and what it needs of the response.
 *
 * @param step what the client does it for
 * @param after how long it waits before; 0: not at all
 * @param method the HTTP method
 * @param path with placeholders in braces
 * @param query as it is sent; empty: none
 * @param headers those of this request alone, with placeholders; no signature covers them
 * @param body what is sent; empty: nothing
 * @param status the HTTP status
 * @param responseHeaders the headers that the response has to have
 * @param fields what the fields of the response have to be; one that is optional for the client may
 *     be missing
 * @param contains values that fields of these names have to have somewhere in the response
 * @param keep fields that later requests use, by the name of their placeholder
 */
record ClientRequest(
    String step,
    Duration after,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String body,
    int status,
    List<String> responseHeaders,
    List<FieldRule> fields,
    Map<String, String> contains,
    Map<String, String> keep) {

  static ClientRequest of(JsonNode node) {
    List<FieldRule> fields = new ArrayList<>();
    texts(node.path("fields")).forEach((path, kind) -> fields.add(FieldRule.of(path, kind)));
    List<String> responseHeaders = new ArrayList<>();
    node.path("responseHeaders").forEach(header -> responseHeaders.add(header.asText()));
    return new ClientRequest(
        node.path("step").asText(),
        Duration.ofSeconds(node.path("afterSeconds").asLong()),
        node.path("method").asText(),
        node.path("path").asText(),
        node.path("query").asText(),
        texts(node.path("headers")),
        node.path("body").asText(),
        node.path("status").asInt(),
        List.copyOf(responseHeaders),
        List.copyOf(fields),
        texts(node.path("contains")),
        texts(node.path("keep")));
  }

  static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** As it is reported when the response is not what the client needs. */
  @Override
  public String toString() {
    return step + ": " + method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
