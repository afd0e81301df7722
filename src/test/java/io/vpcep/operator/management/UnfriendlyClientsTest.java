package io.vpcep.operator.management;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever clients do to the port, a probe is answered within a second. */
class UnfriendlyClientsTest {

  private static final int SECOND = 1_000;
  private static final String BLOCK_TEXT = "x".repeat(64 * 1024);
  private static final byte[] BLOCK = BLOCK_TEXT.getBytes(ISO_8859_1);

  private final List<Socket> clients = new ArrayList<>();
  private final AtomicInteger scrapes = new AtomicInteger();
  private final ManagementServer server = serve(Limits.DEFAULT, this::large);

  UnfriendlyClientsTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    for (var client : clients) {
      client.close();
    }
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 300})
  void answersAProbeBesideUnfinishedRequests(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      send(connect(server), i % 2 == 0 ? "GET /healthz HTTP/1.1\r\nHost:" : "");
    }

    assertThat(probe(server)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok\n");
  }

  @Test
  void closesTheOldestUnfinishedRequestWhenThereAreTooMany() throws Exception {
    var limits = patientWithConnections(2);
    try (var small = serve(limits, this::large)) {
      var oldest = connect(small);
      send(oldest, "GET /metrics");
      var second = connect(small);
      send(second, "GET /metrics");
      var third = connect(small);
      send(third, "GET /healthz HTTP/1.1\r\n\r\n");

      assertThat(read(third)).startsWith("HTTP/1.1 200 ");
      assertThat(read(oldest)).isEmpty();
    }
  }

  @Test
  void closesARequestThatDoesNotArriveInTime() throws Exception {
    var limits =
        new Limits(
            256,
            8192,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            2,
            4,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
    try (var hasty = serve(limits, this::large)) {
      var slow = connect(hasty);
      send(slow, "GET /healthz HTTP/1.1\r\n");

      assertThat(read(slow)).isEmpty();
    }
  }

  @Test
  void answersAProbeBesideSlowReadersOfTheMetrics() throws Exception {
    for (int i = 0; i < 20; i++) {
      send(connect(server), "GET /metrics HTTP/1.1\r\n\r\n");
    }
    await().until(() -> scrapes.get() == 2);

    assertThat(probe(server)).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void refusesTheScrapesThatAreTooManyAtATime() throws Exception {
    var readers = new ArrayList<Socket>();
    for (int i = 0; i < 7; i++) {
      var reader = connect(server);
      send(reader, "GET /metrics HTTP/1.1\r\n\r\n");
      readers.add(reader);
    }

    var statuses = new ArrayList<String>();
    await()
        .untilAsserted(
            () -> {
              for (var reader : List.copyOf(readers)) {
                if (reader.getInputStream().available() >= 12) {
                  statuses.add(new String(reader.getInputStream().readNBytes(12), ISO_8859_1));
                  readers.remove(reader);
                }
              }
              assertThat(statuses).contains("HTTP/1.1 200", "HTTP/1.1 503");
            });
  }

  @Test
  void closesASlowReaderSoThatTheNextScrapeIsServed() throws Exception {
    var limits =
        new Limits(
            256,
            8192,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            1,
            1,
            Duration.ofSeconds(30),
            Duration.ofMillis(100));
    try (var one = serve(limits, this::large)) {
      var slow = connect(one);
      send(slow, "GET /metrics HTTP/1.1\r\n\r\n");
      await().until(() -> scrapes.get() == 1);
      var next = connect(one);
      send(next, "GET /metrics HTTP/1.1\r\n\r\n");

      assertThat(read(next)).startsWith("HTTP/1.1 200 ").endsWith(BLOCK_TEXT);
      assertThatThrownBy(() -> read(slow)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void sendsTheMetricsWholeToAReaderWhoTakesSomeTime() throws Exception {
    var client = connect(server);
    send(client, "GET /metrics HTTP/1.0\r\n\r\n");
    await().until(() -> scrapes.get() == 1);

    var response = read(client);

    assertThat(response.length() - response.indexOf("\r\n\r\n") - 4).isEqualTo(512 * BLOCK.length);
  }

  @Test
  void sendsNothingOfMetricsThatFailInTheMiddle() throws Exception {
    try (var failing =
        serve(
            Limits.DEFAULT,
            (type, out) -> {
              out.write(BLOCK);
              throw new OutOfMemoryError("of the test");
            })) {
      var client = connect(failing);
      send(client, "GET /metrics HTTP/1.0\r\n\r\n");

      assertThat(read(client)).startsWith("HTTP/1.1 500 ").endsWith("the log says more\n");
      assertThat(probe(failing)).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void saysThatTheMetricsFailAlsoForAnError() throws Exception {
    try (var failing =
        serve(
            Limits.DEFAULT,
            (type, out) -> {
              out.write(new byte[100]);
              throw new StackOverflowError("of the test");
            })) {
      for (int i = 0; i < 3; i++) {
        var client = connect(failing);
        send(client, "GET /metrics HTTP/1.1\r\n\r\n");

        assertThat(read(client)).startsWith("HTTP/1.1 500 ").endsWith("the log says more\n");
      }
    }
  }

  @Test
  void answersAProbeBesideAndAfterGarbage() throws Exception {
    var random = new Random(1);
    for (int i = 0; i < 300; i++) {
      var garbage = new byte[random.nextInt(20_000)];
      random.nextBytes(garbage);
      try {
        connect(server).getOutputStream().write(garbage);
      } catch (SocketException e) {
        // The server has closed the connection: it has seen enough.
      }
    }

    assertThat(probe(server)).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /healthz\r\n\r\n', 400",
    "'PRI * HTTP/2.0\r\n\r\n', 400",
    "'\u0016\u0003\u0001', 400",
    "'GET /healthz HTTP/1.1\n\n', 200",
    "'\r\nGET /healthz HTTP/1.0\r\nX: y\r\n\r\n', 200",
    "'GET http://10.0.0.1:8080/healthz?x HTTP/1.1\r\n\r\n', 200",
    "'GET /healthz%zz HTTP/1.1\r\n\r\n', 404",
    "'GET * HTTP/1.1\r\n\r\n', 404",
    "'POST /healthz HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody', 405"
  })
  void answersEachRequestThatIsOne(String request, String status) throws Exception {
    var client = connect(server);
    send(client, request);

    assertThat(read(client)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void refusesAHeadThatIsTooLarge() throws Exception {
    var client = connect(server);
    send(client, "GET /healthz HTTP/1.1\r\nX: " + "y".repeat(9_000) + "\r\n\r\n");

    assertThat(read(client)).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void answersAClientThatHasClosedItsHalf() throws Exception {
    var client = connect(server);
    send(client, "GET /healthz HTTP/1.1\r\n\r\n");
    client.shutdownOutput();
    assertThat(read(client)).endsWith("\r\n\r\nok\n");

    var cut = connect(server);
    send(cut, "GET /healthz HT");
    cut.shutdownOutput();
    assertThat(read(cut)).startsWith("HTTP/1.1 400 ");
  }

  /** 32 MiB: more than the sockets' buffers hold. */
  private void large(String type, OutputStream out) throws IOException {
    scrapes.incrementAndGet();
    for (int i = 0; i < 512; i++) {
      out.write(BLOCK);
    }
  }

  private static Limits patientWithConnections(int count) {
    var all = Limits.DEFAULT;
    return new Limits(
        count,
        all.headBytes(),
        Duration.ofHours(1),
        all.forFinishing(),
        all.scrapes(),
        all.waitingScrapes(),
        all.forReader(),
        all.forReaderWhileOthersWait());
  }

  private static ManagementServer serve(Limits limits, ManagementServer.Scrape scrape)
      throws IOException {
    return ManagementServer.start("127.0.0.1", 0, scrape, new Routes(() -> "", () -> ""), limits);
  }

  private String probe(ManagementServer whom) throws IOException {
    var client = connect(whom);
    client.setSoTimeout(SECOND);
    send(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return read(client);
  }

  private Socket connect(ManagementServer whom) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), whom.port());
    socket.setSoTimeout(20 * SECOND);
    clients.add(socket);
    return socket;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String read(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
