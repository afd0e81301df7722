package io.vpcep.operator.cloud.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.util.regex.Pattern;

/** What all responses of IAM have in common. */
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
      throw invalid("The response of IAM is empty.");
    }
    return body;
  }

  /**
   * The ID of a project, fit for a URL and for a status.
   *
   * @throws CloudException when it is not
   */
  static String projectId(String id) throws CloudException {
    if (!PROJECT_ID.matcher(id).matches()) {
      throw invalid(
          "The response of IAM has a project ID that is not 1 to 64 letters, digits, - or _.");
    }
    return id;
  }

  /** The failure of a response that is not as documented. */
  static CloudException invalid(String message) {
    return new CloudException(Reason.INVALID_RESPONSE, message);
  }
}
