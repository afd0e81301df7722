package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;

/** The links of IAM's lists. */
final class IamLinks {

  private IamLinks() {}

  /** Writes those of a list that has one page. */
  static void put(ObjectNode body, EmulatedRequest request) {
    body.putObject("links")
        .put("self", request.baseUrl() + request.uri().getPath())
        .putNull("previous")
        .putNull("next");
  }
}
