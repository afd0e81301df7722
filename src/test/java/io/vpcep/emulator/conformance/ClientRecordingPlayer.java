package io.vpcep.emulator.conformance;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends the requests of a recording to an emulator of its own. */
final class ClientRecordingPlayer implements AutoCloseable {

  private static final String DATA =
      """
      dialect: %s
      projects: [{name: eu-de, id: some-project}]
      accessKeys:
        - {accessKey: permanent, secretKey: secret}
        - {accessKey: temporary, secretKey: secret, securityToken: security-token}
      services:
        - id: s
          permissions: ["iam:domain::a"]
          connections:
            - {id: a, status: pendingAcceptance, marker_id: 16777510}
            - {id: b, status: accepted}
      clusters:
        - {id: c, vpcServiceName: search, connections: [{id: a}, {id: b}]}
      """;

  /** Where Open Telekom Cloud's Go client has region and service, which it leaves empty. */
  private static final String SCOPE = "///sdk_request";

  private final ManualClock timer = new ManualClock();
  private final Map<String, String> values = new HashMap<>();
  private final ClientRecording recording;
  private final Emulator emulator;
  private final EmulatorClient client;

  ClientRecordingPlayer(ClientRecording recording) throws IOException {
    this.recording = recording;
    String data = DATA.formatted(recording.dialect());
    emulator = Emulator.start(EmulatorOptions.defaults().withData(data).withTimer(timer));
    client = new EmulatorClient(emulator);
    values.putAll(Map.of("project", "some-project", "service", "s", "cluster", "c"));
    values.put("token", EmulatorClient.TOKEN);
  }

  @Override
  public void close() {
    emulator.close();
  }

  /** Sends the next request, and keeps what later ones need of its response. */
  HttpResponse<String> send(ClientRequest request) {
    timer.pass(request.after());
    HttpRequest.Builder builder = authenticated(request);
    recording.unsignedHeaders().forEach(builder::setHeader);
    request.headers().forEach((name, value) -> builder.setHeader(name, filled(value)));
    HttpResponse<String> response = client.send(builder.build());
    request
        .keep()
        .forEach(
            (name, field) ->
                values.put(name, EmulatorClient.json(response.body()).path(field).asText()));
    return response;
  }

  private HttpRequest.Builder authenticated(ClientRequest request) {
    String query = request.query().isEmpty() ? "" : "?" + filled(request.query());
    String url = emulator.url() + filled(request.path()) + query;
    String body = filled(request.body());
    Map<String, String> headers = new LinkedHashMap<>(recording.headers());
    if (!body.isEmpty()) {
      headers.put("Content-Type", "application/json");
    }
    RequestSigner signer =
        new RequestSigner(
            recording.authentication() == ClientRecording.Authentication.TEMPORARY
                ? "temporary"
                : "permanent",
            "secret");
    Instant now = Instant.now();
    return switch (recording.authentication()) {
      case NONE -> plain(request.method(), url, body, headers);
      case TOKEN ->
          plain(request.method(), url, body, headers).header("X-Auth-Token", EmulatorClient.TOKEN);
      case SIGNED, TEMPORARY -> signer.sign(request.method(), url, body, headers, now);
      case SCOPED -> signer.signScoped(request.method(), url, body, headers, SCOPE, now);
    };
  }

  private static HttpRequest.Builder plain(
      String method, String url, String body, Map<String, String> headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(body));
    headers.forEach(builder::header);
    return builder;
  }

  private String filled(String text) {
    return new Target(values).filled(text).orElseThrow();
  }
}
