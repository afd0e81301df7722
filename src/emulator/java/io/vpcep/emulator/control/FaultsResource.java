package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultReader;
import io.vpcep.emulator.fault.Faults;
import io.vpcep.emulator.http.EmulatedResponse;
import java.util.Optional;

/** {@code /emulator/faults}. */
final class FaultsResource implements ControlResource {

  private final Faults faults;

  FaultsResource(Faults faults) {
    this.faults = faults;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (request.is("GET", 1)) {
      return Optional.of(EmulatedResponse.json(200, all()));
    }
    if (request.is("POST", 1)) {
      long id = faults.add(FaultReader.read(request.body()));
      return Optional.of(
          EmulatedResponse.json(201, JsonNodeFactory.instance.objectNode().put("id", id)));
    }
    if (request.is("DELETE", 1)) {
      faults.clear();
      return Optional.of(EmulatedResponse.noContent());
    }
    return request.is("DELETE", 2) ? Optional.of(remove(request.segment(1))) : Optional.empty();
  }

  private EmulatedResponse remove(String number) {
    boolean removed = number.matches("\\d{1,18}") && faults.remove(Long.parseLong(number));
    return removed
        ? EmulatedResponse.noContent()
        : ControlApi.error(404, "there is no fault " + number);
  }

  private ArrayNode all() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    faults.all().forEach((id, fault) -> list.add(json(id, fault)));
    return list;
  }

  private static ObjectNode json(long id, Fault fault) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("kind", fault.kind().value());
    Optional.ofNullable(fault.target().path()).ifPresent(path -> node.put("path", path.pattern()));
    Optional.ofNullable(fault.target().api()).ifPresent(api -> node.put("api", api.value()));
    Optional.ofNullable(fault.target().source()).ifPresent(source -> node.put("source", source));
    Optional.ofNullable(fault.target().offset()).ifPresent(offset -> node.put("offset", offset));
    Optional.ofNullable(fault.status()).ifPresent(status -> node.put("status", status));
    Optional.ofNullable(fault.body()).ifPresent(body -> node.put("body", body));
    Optional.ofNullable(fault.times()).ifPresent(times -> node.put("times", times));
    fault.headers().forEach(node.withObjectProperty("headers")::put);
    return node.put("delay", fault.delay().toMillis() + "ms");
  }
}
