package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.http.RequestLog;
import java.util.Optional;

/** {@code /emulator/requests}: counts by operation, and the requests, oldest first. */
final class RequestsResource implements ControlResource {

  private final RequestLog requests;

  RequestsResource(RequestLog requests) {
    this.requests = requests;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (request.is("GET", 1)) {
      return Optional.of(EmulatedResponse.json(200, all()));
    }
    if (request.is("DELETE", 1)) {
      requests.clear();
      return Optional.of(EmulatedResponse.noContent());
    }
    return Optional.empty();
  }

  private ObjectNode all() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode counts = body.putObject("counts");
    for (Operation operation : Operation.values()) {
      counts.put(operation.value(), requests.count(operation));
    }
    ArrayNode lines = body.putArray("requests");
    requests.all().forEach(request -> lines.add(json(request)));
    return body;
  }

  private static ObjectNode json(LoggedRequest request) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("time", request.time().toString())
        .put("operation", request.operation().value())
        .put("method", request.method())
        .put("path", request.path())
        .put("status", request.status())
        .put("who", request.who());
  }
}
