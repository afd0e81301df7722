package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.data.JsonDocument;
import io.vpcep.emulator.http.EmulatedRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to the emulator itself.
 *
 * @param method the HTTP method
 * @param segments the path behind {@code /emulator}, between the slashes
 * @param text the body
 */
record ControlRequest(String method, List<String> segments, String text) {

  static ControlRequest of(EmulatedRequest request) {
    List<String> segments = new ArrayList<>(List.of(request.uri().getPath().split("/")));
    segments.removeIf(String::isEmpty);
    return new ControlRequest(
        request.method(), List.copyOf(segments.subList(1, segments.size())), request.body());
  }

  /** What the path leads to; empty for {@code /emulator} itself. */
  String resource() {
    return segments.isEmpty() ? "" : segments.get(0);
  }

  /** Whether the method is this one and the path has this many segments. */
  boolean is(String wantedMethod, int length) {
    return method.equals(wantedMethod) && segments.size() == length;
  }

  String segment(int index) {
    return segments.get(index);
  }

  JsonNode body() {
    return JsonDocument.parse(text);
  }
}
