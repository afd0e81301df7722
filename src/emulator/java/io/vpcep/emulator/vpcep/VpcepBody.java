package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.RefusedException;

/** Reads the parts of a request's body. */
final class VpcepBody {

  private VpcepBody() {}

  /** A parameter of an object that has to be there. */
  static JsonNode required(JsonNode object, String key) throws RefusedException {
    if (!object.isObject()) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    if (!object.hasNonNull(key)) {
      throw VpcepError.EMPTY_PARAMETER.refusal();
    }
    return object.get(key);
  }

  /** A list of at least one element. */
  static JsonNode requiredList(JsonNode object, String key) throws RefusedException {
    JsonNode list = required(object, key);
    if (!list.isArray()) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    if (list.isEmpty()) {
      throw VpcepError.EMPTY_PARAMETER.refusal();
    }
    return list;
  }

  /** An endpoint's ID: a text that is not empty. Whether there is such an endpoint shows later. */
  static String id(JsonNode id) throws RefusedException {
    if (!id.isTextual()) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    if (id.textValue().isEmpty()) {
      throw VpcepError.EMPTY_PARAMETER.refusal();
    }
    return id.textValue();
  }
}
