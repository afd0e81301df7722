package io.vpcep.operator.cloud.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.util.regex.Pattern;

/** What all answers of IAM have in common. */
final class IamResponse {

  private static final Pattern PROJECT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private IamResponse() {}

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

  /**
   * The ID of a project, fit for a URL and for a status.
   *
   * @throws CloudException when it is not
   */
  static String projectId(String told) throws CloudException {
    if (!PROJECT_ID.matcher(told).matches()) {
      throw invalid("IAM tells a project whose ID is not 1 to 64 letters, digits, - or _");
    }
    return told;
  }

  /** The failure of an answer that is not what was promised. */
  static CloudException invalid(String message) {
    return new CloudException(Reason.INVALID_RESPONSE, message);
  }
}
