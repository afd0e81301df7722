package io.vpcep.operator.bench;

import static java.net.HttpURLConnection.HTTP_OK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.bench.cloud.BenchCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The emulated cloud, in a process of its own, that takes 50 ms for each answer. */
final class CloudProcess implements AutoCloseable {

  /** How long each answer takes. */
  static final String RESPONSE_DELAY = "50ms";

  static final String TOKEN = "emulator-token";
  private static final String LIST = "listVpcepConnections";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JavaProcess process;
  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();

  private CloudProcess(JavaProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a cloud without services. */
  static CloudProcess start(Path folder) throws IOException {
    int port = Ports.free();
    var data = folder.resolve("cloud.yaml");
    Files.writeString(data, "responseDelay: " + RESPONSE_DELAY + "\nservices: []\n");
    var process =
        JavaProcess.start(
            "the emulated cloud",
            List.of(
                "-Xmx1g",
                Launcher.PLAIN_LOGS,
                "-cp",
                System.getProperty("java.class.path"),
                BenchCloud.class.getName(),
                Integer.toString(port),
                data.toString()),
            Map.of(),
            folder.resolve("cloud.log"),
            true);
    process.await("ready");
    return new CloudProcess(process, "http://127.0.0.1:" + port);
  }

  String url() {
    return url;
  }

  /** Adds connections to a service, which is created when needed; returns their IDs. */
  List<String> add(String service, int count) {
    var ids = new ArrayList<String>();
    var answer =
        send(
            "POST",
            "/emulator/connections",
            """
            {"service": "%s", "count": %d, "status": "accepted"}
            """
                .formatted(service, count));
    answer.path("ids").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Gives one connection a status. */
  void change(String service, String endpoint, String status) {
    send(
        "PATCH",
        "/emulator/services/" + service + "/connections/" + endpoint,
        """
        {"status": "%s"}
        """
            .formatted(status));
  }

  /** Gives every connection a status, within milliseconds. */
  void changeAll(String status) {
    process.tell("status " + status);
    process.await("done");
  }

  /**
   * Lets requests fail at random from now on.
   *
   * @param share of all requests, from 0 to 1
   */
  void failAtRandom(double share, long seed) {
    process.tell("faults " + share + " " + seed);
    process.await("done");
  }

  /** All connections as their services list them, by ID. */
  Map<String, JsonNode> connections() {
    var connections = new HashMap<String, JsonNode>();
    for (var service : send("GET", "/emulator/world", "").path("services")) {
      service.path("connections").forEach(each -> connections.put(each.path("id").asText(), each));
    }
    return connections;
  }

  /** Starts counting calls at 0. */
  void forgetCalls() {
    send("DELETE", "/emulator/requests", "");
  }

  /** How many calls of all kinds there were. */
  long calls() {
    var counts = send("GET", "/emulator/requests", "").path("counts");
    return StreamSupport.stream(counts.spliterator(), false).mapToLong(JsonNode::asLong).sum();
  }

  /** The calls for lists of connections, oldest first; of many, the last 10,000. */
  List<String> lists() {
    return requests()
        .filter(request -> request.path("operation").asText().equals(LIST))
        .map(request -> request.path("path").asText())
        .toList();
  }

  /** How many calls were not answered with success; of many, of the last 10,000. */
  long failedCalls() {
    return requests().filter(request -> request.path("status").asInt() != HTTP_OK).count();
  }

  private Stream<JsonNode> requests() {
    var requests = send("GET", "/emulator/requests", "").path("requests");
    return StreamSupport.stream(requests.spliterator(), false);
  }

  private JsonNode send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new BenchException(method + " " + path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
