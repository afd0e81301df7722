package io.vpcep.operator.emulator.vpcep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.operator.emulator.http.Answer;
import io.vpcep.operator.emulator.http.RefusedException;

/**
 * What the VPC endpoint service refuses, with the texts of its table of error codes. Which code an
 * unknown service has is unconfirmed (0005, 2003 and 3062 would fit); public client code takes 0005
 * as "not there". So is which code a bad {@code id} has.
 */
enum VpcepError {
  NOT_THERE(404, "EndPoint.0005", "The requested resource does not exist."),
  BAD_LIMIT(400, "EndPoint.0006", "Invalid limit."),
  BAD_OFFSET(400, "EndPoint.0010", "Invalid offset."),
  BAD_SORT_KEY(400, "EndPoint.0017", "Invalid sort_key."),
  BAD_SORT_DIR(400, "EndPoint.0018", "Invalid sort_dir."),
  BAD_STATUS(400, "EndPoint.0019", "Invalid status."),
  BAD_MARKER_ID(400, "EndPoint.0021", "Invalid marker_id."),
  BAD_ENDPOINT_ID(400, "EndPoint.2017", "Invalid endpoint ID.");

  private final int status;
  private final String code;
  private final String message;

  VpcepError(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  Answer answer() {
    return Answer.json(
        status,
        JsonNodeFactory.instance.objectNode().put("error_code", code).put("error_msg", message));
  }

  RefusedException refusal() {
    return new RefusedException(answer());
  }
}
