package io.vpcep.operator.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {

  private static final ManagementServer.Scrape NOTHING = (type, out) -> {};

  private final AtomicReference<String> trouble = new AtomicReference<>("caches are not synced");
  private final AtomicReference<String> stuck = new AtomicReference<>("");
  private final HttpClient client = HttpClient.newHttpClient();
  private final ManagementServer server =
      ManagementServer.start(
          "127.0.0.1",
          0,
          (type, out) -> out.write(("as " + type + "\n").getBytes(UTF_8)),
          trouble::get,
          stuck::get);

  ManagementServerTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                                                        | text/plain; version=0.0.4; charset=utf-8
          */*                                                                      | text/plain; version=0.0.4; charset=utf-8
          text/html                                                                | text/plain; version=0.0.4; charset=utf-8
          application/openmetrics-text                                             | application/openmetrics-text; version=1.0.0; charset=utf-8
          application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3 | application/openmetrics-text; version=1.0.0; charset=utf-8
          """)
  void answersInTheFormatThatTheScraperReads(String accept, String type) throws Exception {
    var request = HttpRequest.newBuilder(at("/metrics"));
    var response = send(accept == null ? request : request.header("Accept", accept));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.body()).isEqualTo("as " + type + "\n");
  }

  @Test
  void isAliveAndSaysWhyItIsNotReadyUntilItIs() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("caches are not synced\n");

    trouble.set("");

    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("ok\n");
  }

  @Test
  void isNotAliveWhileItIsStuck() throws Exception {
    stuck.set("poll: due for 301 s");

    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    assertThat(get("/healthz").body()).isEqualTo("poll: due for 301 s\n");

    stuck.set("");

    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz?verbose", "/metrics?name[]=up", "/metrics?a=%20"})
  void toleratesAQuery(String path) throws Exception {
    var target = URI.create(path.replace("[", "%5B").replace("]", "%5D"));
    assertThat(get(target.toString()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/%2e%2e/metrics",
        "/metrics%00",
        "/metricsx",
        "/metrics/",
        "/healthz/live",
        "/../metrics",
        "/METRICS"
      })
  void knowsNoOtherPages(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void changesNothing(String method) throws Exception {
    var response =
        send(HttpRequest.newBuilder(at("/metrics")).method(method, BodyPublishers.ofString("x")));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/healthz"})
  void answersAHeadWithoutABody(String path) throws Exception {
    var response = send(HttpRequest.newBuilder(at(path)).method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void saysThatItFailedAndServesOn() throws Exception {
    try (var failing =
        ManagementServer.start(
            "127.0.0.1",
            0,
            (type, out) -> {
              throw new IllegalStateException("secret detail");
            },
            trouble::get,
            stuck::get)) {
      var response = send(HttpRequest.newBuilder(at(failing, "/metrics")));

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("internal error; the log says more\n");
      assertThat(send(HttpRequest.newBuilder(at(failing, "/healthz"))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void cannotStartOnAPortThatIsTaken() {
    assertThatThrownBy(
            () -> ManagementServer.start("127.0.0.1", server.port(), NOTHING, () -> "", () -> ""))
        .isInstanceOf(BindException.class);
  }

  @Test
  void freesItsPortWhenClosed() throws Exception {
    int port = server.port();
    server.close();

    try (var next = ManagementServer.start("127.0.0.1", port, NOTHING, () -> "", () -> "")) {
      assertThat(next.port()).isEqualTo(port);
    }
  }

  @Test
  void bindsAllAddressesUnlessToldOne() throws Exception {
    try (var open = ManagementServer.start("", 0, NOTHING, () -> "", () -> "")) {
      assertThat(send(HttpRequest.newBuilder(at(open, "/healthz"))).statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(at(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI at(String path) {
    return at(server, path);
  }

  private static URI at(ManagementServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
