package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.Refusal;

/**
 * What the VPC endpoint service refuses, with the texts of its table of error codes. Which code an
 * unknown service has is unconfirmed (0005, 2003 and 3062 would fit); public client code takes 0005
 * as "not there". So is which code a bad {@code id} has.
 */
enum VpcepError {
  BAD_PARAMETER(400, "EndPoint.0002", "Parameter error."),
  NOT_THERE(404, "EndPoint.0005", "The requested resource does not exist."),
  BAD_LIMIT(400, "EndPoint.0006", "Invalid limit."),
  BAD_OFFSET(400, "EndPoint.0010", "Invalid offset."),
  BAD_SORT_KEY(400, "EndPoint.0017", "Invalid sort_key."),
  BAD_SORT_DIR(400, "EndPoint.0018", "Invalid sort_dir."),
  BAD_STATUS(400, "EndPoint.0019", "Invalid status."),
  BAD_VPC_ID(400, "EndPoint.0020", "Invalid vpc_id."),
  BAD_MARKER_ID(400, "EndPoint.0021", "Invalid marker_id."),
  /** The table spells it so. */
  QUOTA_EXCEEDED(400, "Endpoint.1018", "The quota has been exceeded."),
  EMPTY_PARAMETER(400, "EndPoint.2002", "The request input parameter is empty."),
  NOT_PERMITTED(400, "EndPoint.2012", "No permission to connect to the endpoint service."),
  NOT_OF_THE_SERVICE(400, "EndPoint.2013", "The endpoint does not belong to the endpoint service."),
  ALREADY_CONNECTED(
      400, "EndPoint.2014", "The endpoint has been connected to the endpoint service."),
  BAD_ENDPOINT_ID(400, "EndPoint.2017", "Invalid endpoint ID."),
  BEING_DELETED(400, "EndPoint.2018", "The endpoint is being deleted."),
  BEING_CREATED(400, "EndPoint.2019", "The endpoint is being created."),
  BAD_ACTION(400, "EndPoint.2027", "Invalid action."),
  ONE_ENDPOINT_ONLY(400, "EndPoint.2031", "Only one endpoint is allowed."),
  FAILED(400, "EndPoint.2047", "The VPC endpoint in the Failed status cannot be modified."),
  BAD_PERMISSION(400, "EndPoint.3002", "Invalid permission."),
  IN_USE(400, "EndPoint.3006", "The endpoint service is in use."),
  BAD_SERVER_TYPE(400, "EndPoint.3021", "Invalid server_type."),
  BAD_WHITELIST_ACTION(400, "EndPoint.3035", "Invalid action."),
  NO_PERMISSIONS(400, "EndPoint.3036", "The permission list is empty."),
  BAD_PORT(400, "EndPoint.3043", "Invalid service port."),
  PORTS_CONFLICT(400, "EndPoint.3044", "The service ports conflict."),
  WHITELIST_FULL(400, "EndPoint.3049", "The number of whitelist records reaches the limit."),
  BAD_TAG(400, "EndPoint.3066", "Invalid tag."),
  TOO_MANY_PORTS(400, "EndPoint.3074", "Too many ports."),
  BAD_PROTOCOL(400, "EndPoint.3075", "Invalid protocol."),
  BAD_SERVICE_NAME(400, "EndPoint.3076", "Invalid service name.");

  private final int status;
  private final String code;
  private final String message;

  VpcepError(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** Follows from the texts of the codes, and is unconfirmed. */
  static VpcepError of(Refusal refusal) {
    return switch (refusal) {
      case NOT_THERE -> NOT_OF_THE_SERVICE;
      case ALREADY_THERE -> ALREADY_CONNECTED;
      case NOT_WHITELISTED -> NOT_PERMITTED;
      case IN_USE -> IN_USE;
      case BEING_CREATED -> BEING_CREATED;
      case BEING_DELETED -> BEING_DELETED;
      case UNMODIFIABLE -> FAILED;
    };
  }

  EmulatedResponse response() {
    return EmulatedResponse.json(
        status,
        JsonNodeFactory.instance.objectNode().put("error_code", code).put("error_msg", message));
  }

  RefusedException refusal() {
    return new RefusedException(response());
  }
}
