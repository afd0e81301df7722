package io.vpcep.emulator.control;

import io.vpcep.emulator.http.EmulatedResponse;
import java.util.Optional;

/** What stands under one first segment of the control interface. */
@FunctionalInterface
interface ControlResource {

  /** The response; empty when method and path are none of this resource. */
  Optional<EmulatedResponse> respond(ControlRequest request);

  /** This one, and the other where this one does not respond. */
  default ControlResource or(ControlResource other) {
    return request -> respond(request).or(() -> other.respond(request));
  }
}
