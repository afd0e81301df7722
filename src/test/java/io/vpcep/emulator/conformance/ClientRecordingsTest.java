package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.EmulatorClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Go clients and Terraform providers, whose requests are data, get the responses they need. */
class ClientRecordingsTest {

  static List<ClientRecording> recordings() throws IOException {
    return ClientRecording.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void getResponsesThatTheyCanUse(ClientRecording recording) throws IOException {
    try (var player = new ClientRecordingPlayer(recording)) {
      for (ClientRequest request : recording.requests()) {
        check(request, player.send(request));
      }
    }
  }

  private static void check(ClientRequest request, HttpResponse<String> response) {
    assertThat(response.statusCode())
        .as("%s%n%s", request, response.body())
        .isEqualTo(request.status());
    assertThat(request.responseHeaders())
        .as("%s", request)
        .allMatch(header -> response.headers().firstValue(header).isPresent());
    if (request.fields().isEmpty() && request.contains().isEmpty()) {
      return;
    }
    JsonNode body = EmulatorClient.json(response.body());
    assertThat(request.fields())
        .as("%s%n%s", request, body)
        .allSatisfy(rule -> assertThat(rule.differences(body)).isEmpty())
        .allMatch(rule -> rule.optional() || rule.isIn(body));
    request
        .contains()
        .forEach(
            (field, value) ->
                assertThat(body.findValuesAsText(field)).as("%s", request).contains(value));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void nameTheirSource(ClientRecording recording) {
    assertThat(recording.source()).contains("@");
    assertThat(recording.requests()).isNotEmpty();
  }
}
