package io.vpcep.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are more than they should be, and those that the fuzzer starts with. */
class ResponseReaderTest {

  private static final int TOO_MANY = 1_100_000;
  private static final Request REQUEST =
      new Request.Builder().url("https://cloud.example/v1/project").build();
  private static final ApiCall CALL =
      new ApiCall(
          "otc", VpcepSource.API, "listConnections", REQUEST, Authenticator.NONE, 200, List.of());

  static Stream<Named<String>> monsters() {
    String list = "{\"total_count\":1,\"connections\":[%s]}";
    String item = list.formatted("{\"id\":\"a\",\"status\":\"accepted\",\"x\":%s}");
    return Stream.of(
        Named.of("items without end", list.formatted("{},".repeat(TOO_MANY) + "{}")),
        Named.of("an item without end", item.formatted("[" + "{},".repeat(TOO_MANY) + "{}]")),
        Named.of("fields without end", "{" + "\"a\":1,".repeat(TOO_MANY) + "\"b\":1}"),
        Named.of("a deep item", item.formatted("[".repeat(2000) + "]".repeat(2000))),
        Named.of("a deep field", "{\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}"),
        Named.of("a long number", item.formatted("9".repeat(10_000))),
        Named.of("a long total", "{\"total_count\":" + "9".repeat(10_000) + "}"),
        Named.of("a long name", "{\"" + "n".repeat(60_000) + "\":1}"));
  }

  static Stream<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz/answers"))) {
      return files.toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("monsters")
  void areRefusedBeforeTheyFillTheMemory(String body) {
    assertThat(failureOf(body))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The JSON of the response is nested too deeply, or a part of it is too long."));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endAsAValueOrAsAFailure(Path seed) throws IOException {
    ResponseFuzz.fuzzerTestOneInput(Files.readAllBytes(seed));
  }

  private static CloudFailure failureOf(String body) {
    Response response =
        new Response.Builder()
            .request(REQUEST)
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("")
            .body(ResponseBody.create(body, null))
            .build();
    ResponseReader responseReader =
        new ResponseReader(16 << 20, Clock.systemUTC(), ErrorCodes.NONE);
    return catchThrowableOfType(
            CloudException.class,
            () ->
                responseReader.read(
                    CALL,
                    response,
                    (headers, json) ->
                        ListDocument.read(json, ResponseReaderTest::connection, Integer.MAX_VALUE)
                            .page(0)))
        .failure();
  }

  private static Connection connection(ConnectionItem item) throws MalformedItemException {
    return new Connection(
        item.endpointId(), item.markerId(), item.state(), null, null, null, null, List.of(), null);
  }
}
