package io.vpcep.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProbeCommandTest {

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final HttpServer server;

  ProbeCommandTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void aReadyOperatorIsTheExitCodeZero() {
    serve(200, "ok\n");

    assertThat(probe(url())).isZero();
    assertThat(output).hasToString("200 ok" + System.lineSeparator());
  }

  @Test
  void anOperatorThatIsNotReadySaysWhy() {
    serve(503, "caches are not synced\n");

    assertThat(probe(url())).isEqualTo(1);
    assertThat(output).hasToString("503 caches are not synced" + System.lineSeparator());
  }

  @Test
  void nobodyThereIsToldInOneLine() {
    server.stop(0);

    assertThat(probe(url())).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("probe: no response from " + url() + ": ")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"readyz", "file:///etc/hostname", "127.0.0.1:8080"})
  void whatIsNoHttpUrlIsRefused(String url) {
    assertThat(probe(url)).isEqualTo(2);
    assertThat(errors.toString()).startsWith("probe: " + url + ": not an HTTP URL").hasLineCount(1);
  }

  private int probe(String url) {
    return new CommandLine(new ProbeCommand())
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(url);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/readyz";
  }

  private void serve(int status, String text) {
    server.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(status, text.length());
          exchange.getResponseBody().write(text.getBytes(UTF_8));
          exchange.close();
        });
  }
}
