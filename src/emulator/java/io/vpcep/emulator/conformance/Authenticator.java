package io.vpcep.emulator.conformance;

import java.net.URI;
import java.util.Map;

/** Says who calls. */
@FunctionalInterface
interface Authenticator {

  String TOKEN = "X-Auth-Token";

  /** The headers that authenticate a request. */
  Map<String, String> headers(String method, URI url, String body);

  /** With a token of IAM. */
  static Authenticator token(String token) {
    return (method, url, body) -> Map.of(TOKEN, token);
  }
}
