package io.vpcep.operator.account;

import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.Source;
import okhttp3.HttpUrl;

/**
 * An API of a cloud as a session reaches it.
 *
 * @param kind whose list it has
 * @param url where it is
 * @param projectId whose sources are listed
 */
record ApiKey(Source.Kind kind, HttpUrl url, String projectId) {

  static ApiKey of(Source.Kind kind, Session session) {
    var endpoints = session.endpoints();
    var url =
        switch (kind) {
          case VPC_ENDPOINT_SERVICE -> endpoints.vpcep();
          case CSS_CLUSTER -> endpoints.css();
        };
    return new ApiKey(kind, url, session.projectId());
  }

  /** The API in a sentence, for example "VPCEP API". */
  String phrase() {
    return switch (kind) {
      case VPC_ENDPOINT_SERVICE -> "VPCEP API";
      case CSS_CLUSTER -> "CSS API";
    };
  }
}
