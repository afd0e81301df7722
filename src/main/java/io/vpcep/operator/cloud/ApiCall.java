package io.vpcep.operator.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vpcep.operator.cloud.auth.Authenticator;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * One call.
 *
 * @param cloud the profile's name, for metrics and messages
 * @param api which service is called
 * @param operation what is asked of it, for metrics
 * @param request without its proof of who asks
 * @param authenticator adds the proof when the call is sent, because a signature holds for minutes
 * @param expectedStatus the one HTTP status that means success
 * @param bodySecrets what the request's body holds and no message may; the secrets of its headers
 *     are known
 */
public record ApiCall(
    String cloud,
    Api api,
    String operation,
    Request request,
    Authenticator authenticator,
    int expectedStatus,
    List<String> bodySecrets) {

  private static final List<String> SECRET_HEADERS =
      List.of("X-Auth-Token", "X-Security-Token", "Authorization");

  private static final MediaType JSON = MediaType.get("application/json");

  /** A list call as an account. */
  public static ApiCall list(Session session, Api api, HttpUrl url) {
    return get(session, api, "listConnections", url);
  }

  /** A call as an account that reads something. */
  public static ApiCall get(Session session, Api api, String operation, HttpUrl url) {
    return of(session, api, operation, new Request.Builder().url(url));
  }

  /**
   * A call as an account that changes something, and is therefore sent once.
   *
   * @param json what is sent, without secrets
   */
  public static ApiCall post(Session session, Api api, String operation, HttpUrl url, String json) {
    RequestBody body = new OneShotBody(RequestBody.create(json.getBytes(UTF_8), JSON));
    return of(session, api, operation, new Request.Builder().url(url).post(body));
  }

  private static ApiCall of(Session session, Api api, String operation, Request.Builder request) {
    return new ApiCall(
        session.endpoints().cloud(),
        api,
        operation,
        request.header("Accept", "application/json").build(),
        session.authenticator(),
        200,
        List.of());
  }

  /** The same call with the request as it was sent. */
  ApiCall as(Request sent) {
    return new ApiCall(cloud, api, operation, sent, authenticator, expectedStatus, bodySecrets);
  }

  /** What the user has to be granted for the call; empty if there is no such action. */
  String action() {
    return request.method().equals("GET") ? api.listAction() : api.updateAction();
  }

  /** Host and, unless it is the scheme's own, port. */
  String server() {
    return ApiUrl.server(request.url());
  }

  /** The request's path, decoded; what it names may be named in a message. */
  String path() {
    return String.join("/", request.url().pathSegments());
  }

  /** What a message must not hold, though the cloud may echo it; a signature also by itself. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>(bodySecrets);
    SECRET_HEADERS.forEach(name -> secrets.addAll(request.headers(name)));
    String proof = request.header("Authorization");
    if (proof != null) {
      secrets.add(proof.substring(proof.lastIndexOf('=') + 1));
    }
    return secrets;
  }

  @Override
  public String toString() {
    return operation + " at " + api.label() + " of cloud " + cloud;
  }
}
