package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The body of "Updating Descriptions of VPC Endpoint Connections". The codes of a bad body are
 * unconfirmed, as is how many connections it may have; of two descriptions of one connection the
 * last one counts.
 */
final class Descriptions {

  private static final Pattern FORM = Pattern.compile("[^<>]{0,512}", Pattern.DOTALL);

  private Descriptions() {}

  /** The descriptions by endpoint, in the order of the body. */
  static Map<String, String> of(JsonNode body) throws RefusedException {
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (JsonNode connection : VpcepBody.requiredList(body, "connections")) {
      String id = VpcepBody.id(VpcepBody.required(connection, "id"));
      descriptions.put(id, text(VpcepBody.required(connection, "description")));
    }
    return descriptions;
  }

  private static String text(JsonNode description) throws RefusedException {
    if (!description.isTextual() || !FORM.matcher(description.textValue()).matches()) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    return description.textValue();
  }
}
