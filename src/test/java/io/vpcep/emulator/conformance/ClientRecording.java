package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The requests that a client sends for one purpose, one after the other: a file of {@code
 * src/test/resources/clients}, written from the client's source code.
 *
 * @param name the name of the file
 * @param source where the client's code does this
 * @param dialect the cloud that the client is for
 * @param authentication how the requests are authenticated
 * @param headers of all requests; a signature covers them
 * @param unsignedHeaders of all requests, which the client adds after it has signed
 */
record ClientRecording(
    String name,
    String source,
    String dialect,
    Authentication authentication,
    Map<String, String> headers,
    Map<String, String> unsignedHeaders,
    List<ClientRequest> requests) {

  private static final Path FOLDER = Path.of("src/test/resources/clients");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** How a client shows who it is. */
  enum Authentication {
    /** No request has credentials but what its body or headers say. */
    NONE,
    /** A token in {@code X-Auth-Token}. */
    TOKEN,
    /** As Huawei Cloud's Go client: all headers but the host are signed. */
    SIGNED,
    /** The same with a temporary key; its token is not signed. */
    TEMPORARY,
    /** As Open Telekom Cloud's Go client: a scope with neither region nor service. */
    SCOPED
  }

  static List<ClientRecording> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<ClientRecording> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        all.add(read(file.getFileName().toString(), YAML.readTree(file.toFile())));
      }
      return all;
    }
  }

  private static ClientRecording read(String name, JsonNode file) {
    List<ClientRequest> requests = new ArrayList<>();
    file.path("requests").forEach(request -> requests.add(ClientRequest.of(request)));
    return new ClientRecording(
        name,
        file.path("source").asText(),
        file.path("dialect").asText(),
        Authentication.valueOf(file.path("authentication").asText().toUpperCase(Locale.ROOT)),
        ClientRequest.texts(file.path("headers")),
        ClientRequest.texts(file.path("unsignedHeaders")),
        List.copyOf(requests));
  }

  @Override
  public String toString() {
    return name;
  }
}
