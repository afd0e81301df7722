package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.data.ThrottleReader;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.Throttle;
import io.vpcep.emulator.http.ThrottleRule;
import java.util.Optional;

/** {@code /emulator/throttling}: how often a caller may call; 404 while nobody is throttled. */
final class ThrottlingResource implements ControlResource {

  private final Throttle throttle;

  ThrottlingResource(Throttle throttle) {
    this.throttle = throttle;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (request.is("GET", 1)) {
      return Optional.of(
          throttle
              .rule()
              .map(rule -> EmulatedResponse.json(200, json(rule)))
              .orElseGet(() -> ControlApi.error(404, "nobody is throttled")));
    }
    if (request.is("PUT", 1)) {
      throttle.set(ThrottleReader.read(Fields.of(request.body(), "", ThrottleReader.keys())));
      return Optional.of(EmulatedResponse.noContent());
    }
    if (request.is("DELETE", 1)) {
      throttle.set(null);
      return Optional.of(EmulatedResponse.noContent());
    }
    return Optional.empty();
  }

  private static ObjectNode json(ThrottleRule rule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("limit", rule.limit()).put("period", rule.period().toSeconds() + "s");
    if (rule.retryAfter() != null) {
      node.put("retryAfter", rule.retryAfter().toSeconds() + "s");
    }
    return node;
  }
}
