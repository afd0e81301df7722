package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator with the image's JVM options and the memory of its pod, in a namespace whose
 * resources have the largest annotations that an API server admits. {@code -Dmemory.resources=520}
 * takes another number of them.
 */
@Tag("nightly")
@EndToEnd
class MemoryIT {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryIT.class);
  private static final int RESOURCES = Integer.getInteger("memory.resources", 1_000);
  private static final int CLIENTS = 4;

  /** Names and values of all annotations together may have 256 KiB. */
  private static final String ANNOTATION = "x".repeat(250_000);

  private static final long LIMIT = 256L << 20;
  private static final SourceRef SERVICE = SourceRef.service("large");

  /** On a busy machine; the test is about memory, not about time. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration ONE_LOOK = Duration.ofSeconds(2);

  private final OperatorFixture fixture;
  private final List<EndpointConnection> connections;

  MemoryIT(FixtureBuilder fixtures) throws IOException {
    fixture =
        fixtures
            .configuration(
                """
                polling: {defaultInterval: 5s, minInterval: 1s}
                http: {address: 127.0.0.1, port: 0}
                """)
            .ownControlPlane(List.of())
            .large()
            .create();
    connections = fixture.world().putMany(SERVICE, RESOURCES, details -> details);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "asks the Linux kernel for the memory in use")
  void theLargestAnnotationsFitIntoTheMemoryOfThePod() throws Exception {
    // Given
    createAll();
    // When
    var operator = start();
    // Then
    await()
        .atMost(PATIENCE)
        .pollInterval(ONE_LOOK)
        .failFast(() -> assertThat(operator.isRunning()).as(operator.log()).isTrue())
        .untilAsserted(() -> assertThat(inState("accepted")).isEqualTo(RESOURCES));
    var peak = memory(operator, "VmHWM");
    LOG.info(
        "{} resources of {} kB: VmRSS {} MiB, VmHWM {} MiB",
        RESOURCES,
        ANNOTATION.length() / 1000,
        memory(operator, "VmRSS") >> 20,
        peak >> 20);
    assertThat(peak).isLessThan(LIMIT);
    // When
    move("rejected");
    // Then
    await()
        .atMost(PATIENCE)
        .pollInterval(ONE_LOOK)
        .untilAsserted(() -> assertThat(inState("rejected")).isEqualTo(RESOURCES));
    assertThat(memory(operator, "VmHWM")).isLessThan(LIMIT);
    assertThat(operator.isRunning()).isTrue();
  }

  private void createAll() throws InterruptedException, ExecutionException {
    var clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      var created =
          connections.stream()
              .map(EndpointConnection::id)
              .<Future<?>>map(id -> clients.submit(() -> create(id)))
              .toList();
      for (var each : created) {
        each.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private void create(String id) {
    var resource = new VpcEndpointConnection();
    resource.getMetadata().setName("c-" + id);
    resource.getMetadata().setAnnotations(Map.of("example.com/large", ANNOTATION));
    resource.setSpec(
        new VpcEndpointConnectionSpec(
            new AccountRef(ACCOUNT),
            new VpcEndpointConnectionSpec.SourceRef(SERVICE.id()),
            null,
            id,
            null,
            null,
            null,
            null));
    fixture.user().resource(resource).create();
  }

  private void move(String state) {
    for (var connection : connections) {
      fixture.change(SERVICE, connection.id(), state);
    }
  }

  private OperatorJar start() throws IOException {
    return fixture
        .jar()
        .with("MALLOC_ARENA_MAX", "2")
        .jvm("@" + Path.of("src/main/image/jvm.options").toAbsolutePath(), "-XX:MaxRAM=256m")
        .start();
  }

  /** In bytes, as the kernel says. */
  private static long memory(OperatorJar operator, String field) throws IOException {
    var status = Files.readString(Path.of("/proc", Long.toString(operator.pid()), "status"));
    var found = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(status);
    assertThat(found.find()).as(status).isTrue();
    return Long.parseLong(found.group(1)) << 10;
  }

  /** How many resources are in a state, by a table as kubectl asks for it, without annotations. */
  private long inState(String state) throws Exception {
    var client = fixture.user().getHttpClient();
    var url =
        "%sapis/vpcep.io/v1alpha1/namespaces/%s/vpcendpointconnections?includeObject=None"
            .formatted(fixture.user().getMasterUrl(), fixture.namespace());
    var request =
        client
            .newHttpRequestBuilder()
            .uri(URI.create(url))
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    var table = new ObjectMapper().readTree(client.sendAsync(request, String.class).get().body());
    int column = column(table, "State");
    return table.get("rows").findValues("cells").stream()
        .filter(cells -> cells.get(column).asText().equals(state))
        .count();
  }

  private static int column(JsonNode table, String name) {
    var names = table.get("columnDefinitions").findValuesAsText("name");
    return names.indexOf(name);
  }
}
