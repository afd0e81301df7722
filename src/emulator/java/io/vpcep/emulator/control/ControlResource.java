package io.vpcep.emulator.control;

import io.vpcep.emulator.http.EmulatedResponse;
import java.util.Optional;

/** What stands under one first segment of the control interface. */
@FunctionalInterface
interface ControlResource {

  /** The answer; empty when method and path are none of this resource. */
  Optional<EmulatedResponse> answer(ControlRequest request);

  /** This one, and the other where this one has no answer. */
  default ControlResource or(ControlResource other) {
    return request -> answer(request).or(() -> other.answer(request));
  }
}
