package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.Action;

/**
 * The body of "Accepting or Rejecting a VPC Endpoint". Which code a bad body has is unconfirmed: a
 * parameter that is absent or empty has 2002, a wrong type 0002, and an action that is neither
 * receive nor reject 2027 rather than 0007, because the 2000s are about endpoints.
 *
 * @param action what is done
 * @param endpoint the endpoint's ID
 */
record EndpointAction(Action action, String endpoint) {

  static EndpointAction of(JsonNode body) throws RefusedException {
    JsonNode action = VpcepBody.required(body, "action");
    JsonNode endpoints = VpcepBody.requiredList(body, "endpoints");
    return new EndpointAction(
        Action.of(action.asText()).orElseThrow(VpcepError.BAD_ACTION::refusal), only(endpoints));
  }

  /** The documents allow one endpoint in each request; that two have 2031 follows from its text. */
  private static String only(JsonNode endpoints) throws RefusedException {
    if (endpoints.size() > 1) {
      throw VpcepError.ONE_ENDPOINT_ONLY.refusal();
    }
    return VpcepBody.id(endpoints.path(0));
  }
}
