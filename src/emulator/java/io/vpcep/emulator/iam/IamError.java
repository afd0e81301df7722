package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedResponse;

/** What the identity service refuses with. */
final class IamError {

  private IamError() {}

  /** "Obtaining a User Token Through Password Authentication", Huawei Cloud. */
  static EmulatedResponse badBody() {
    return error(400, "The request body is invalid", "Bad Request");
  }

  /** "Obtaining a User Token Through Password Authentication", Huawei Cloud. */
  static EmulatedResponse wrongPassword() {
    return error(401, "The username or password is wrong.", "Unauthorized");
  }

  /**
   * The response of OpenStack's identity service, which the clouds' one descends from; that they
   * give the same one is unconfirmed.
   */
  static EmulatedResponse noSuchProject(String nameOrId) {
    return error(401, "Could not find project: %s.".formatted(nameOrId), "Unauthorized");
  }

  /** Its text is that of OpenStack's identity service, without the token. */
  static EmulatedResponse noSuchToken() {
    return error(404, "Could not find token.", "Not Found");
  }

  /** A token in a body that is none or has expired; the text is made up. */
  static EmulatedResponse badToken() {
    return coded(401, "IAM.0067", "The access token is invalid.");
  }

  /**
   * Code and status are those of the error codes of the IAM API (Open Telekom Cloud), the form is
   * the one of the services with such codes; the text is made up.
   */
  static EmulatedResponse accountLocked() {
    return coded(401, "IAM.0061", "The account is locked.");
  }

  /** A parameter that is none; the code is that of the IAM API's error codes, the text made up. */
  static EmulatedResponse badParameter(String name) {
    return coded(400, "IAM.0073", "The value of %s is invalid.".formatted(name));
  }

  private static EmulatedResponse error(int status, String message, String title) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", status).put("message", message).put("title", title);
    return EmulatedResponse.json(status, body);
  }

  private static EmulatedResponse coded(int status, String code, String message) {
    return EmulatedResponse.json(
        status,
        JsonNodeFactory.instance.objectNode().put("error_code", code).put("error_msg", message));
  }
}
