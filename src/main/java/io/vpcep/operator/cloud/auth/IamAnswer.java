package io.vpcep.operator.cloud.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;

/** What all answers of IAM have in common. */
final class IamAnswer {

  private IamAnswer() {}

  /**
   * The whole document.
   *
   * @throws CloudException when there is none
   */
  static JsonNode read(JsonParser json) throws IOException, CloudException {
    json.nextToken();
    JsonNode body = json.readValueAsTree();
    if (body == null) {
      throw invalid("IAM's answer is empty");
    }
    return body;
  }

  /** The failure of an answer that is not what was promised. */
  static CloudException invalid(String message) {
    return new CloudException(Reason.INVALID_RESPONSE, message);
  }
}
