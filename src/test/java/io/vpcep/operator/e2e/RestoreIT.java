package io.vpcep.operator.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ApiServerTap;
import io.vpcep.operator.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody restores etcd from a backup while the operator runs: resources are as they were, and the
 * API server gives resource versions a second time that the operator has seen already.
 */
@Tag("nightly")
class RestoreIT {

  private static final SourceRef SERVICE = SourceRef.service("restored");
  private static final String LATER = "later";
  private static final String OTHER = "other";
  private static final List<String> NAMES =
      IntStream.range(0, 5).mapToObj(i -> "connection-" + i).toList();
  private static final int REVISIONS = 400;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration ALL_RIGHT = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  private final Path folder;
  private final ControlPlane plane;
  private final OperatorFixture stage;
  private final ApiServerTap tap;
  private final OperatorJar operator;

  RestoreIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    plane = ControlPlane.start();
    plane.installCrds();
    stage = OperatorFixture.set(plane, "restore", "");
    tap = ApiServerTap.open(plane);
    var configuration =
        stage.configuration(
            """
            polling: {defaultInterval: 1s, minInterval: 1s}
            http: {address: 127.0.0.1, port: 0}
            """);
    operator = OperatorJar.of("restore", folder, configuration).as(tap.kubeconfig(folder)).start();
  }

  @AfterEach
  void end() throws IOException {
    operator.close();
    tap.close();
    stage.close();
    plane.close();
  }

  @Test
  void everythingIsRightAgainSoonAndWithFewWrites() throws Exception {
    // Given
    account("before");
    NAMES.forEach(name -> watch(name, SERVICE, OperatorFixture.ACCOUNT));
    watch(OTHER, SourceRef.service(OTHER), OTHER);
    stage.connections().forEach(resource -> awaitState(resource, "accepted"));
    plane.backUp(folder.resolve("backup"));
    move("rejected", NAMES);
    account("after");
    watch(LATER, SourceRef.service(LATER), OperatorFixture.ACCOUNT);
    stage.connections().forEach(resource -> awaitState(resource, expected(resource)));
    await().atMost(SOON).until(() -> lastCall(OTHER).contains("/after/"));
    raiseTheResourceVersion();
    // When
    move("failed", NAMES.subList(0, 2));
    tap.forgetWrites();
    plane.restore(folder.resolve("backup"));
    // Then
    await().atMost(ALL_RIGHT).untilAsserted(this::everythingIsRight);
    await()
        .during(A_WHILE)
        .atMost(A_WHILE.plus(SOON))
        .untilAsserted(
            () ->
                assertThat(statusWrites())
                    .allSatisfy((path, writes) -> assertThat(writes).as(path).isLessThan(20)));
    everythingIsRight();
    assertThat(stage.connections())
        .extracting(c -> c.getMetadata().getName())
        .doesNotContain(LATER);
  }

  private void everythingIsRight() {
    assertThat(states())
        .as("status writes since: %s", statusWrites())
        .containsEntry("connection-0", "failed")
        .containsEntry("connection-1", "failed")
        .containsEntry("connection-2", "rejected")
        .containsEntry("connection-3", "rejected")
        .containsEntry("connection-4", "rejected")
        .containsEntry(OTHER, "accepted");
    assertThat(lastCall(OTHER)).contains("/before/");
    assertThat(stage.accountReady(OTHER)).startsWith("True Authenticated");
    assertThat(stage.calls(LATER).between(Instant.now().minusSeconds(4), Instant.MAX).all())
        .isEmpty();
  }

  /** By path, how often the operator has written a status, or tried to, since the restoration. */
  private Map<String, Long> statusWrites() {
    return tap.writes().stream()
        .filter(write -> write.endsWith("/status") || write.contains("/status?"))
        .collect(groupingBy(write -> write, counting()));
  }

  private void move(String state, List<String> names) {
    names.forEach(name -> stage.cloud().world().change(SERVICE, name, c -> c.withStatus(state)));
  }

  private void account(String project) {
    stage.applyAccount(
        OTHER,
        "{cloud: emulator, region: eu-de, projectID: %s, credentialsSecretRef: {name: credentials}}"
            .formatted(project));
  }

  private void watch(String name, SourceRef source, String account) {
    stage.cloud().world().put(source, name, details -> details);
    stage.applyConnection(
        name,
        "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s}"
            .formatted(account, source.id(), name));
  }

  private static String expected(VpcEndpointConnection resource) {
    return NAMES.contains(resource.getMetadata().getName()) ? "rejected" : "accepted";
  }

  private void awaitState(VpcEndpointConnection resource, String state) {
    await().atMost(SOON).until(() -> stage.state(resource.getMetadata().getName()), state::equals);
  }

  private Map<String, String> states() {
    return stage.connections().stream()
        .map(resource -> resource.getMetadata().getName())
        .collect(Collectors.toMap(name -> name, stage::state));
  }

  private String lastCall(String source) {
    var calls = stage.calls(source).all();
    return calls.isEmpty() ? "" : calls.get(calls.size() - 1).path();
  }

  private void raiseTheResourceVersion() {
    for (int i = 0; i < REVISIONS; i++) {
      stage
          .user()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("counter")
                  .endMetadata()
                  .addToData("count", Integer.toString(i))
                  .build())
          .serverSideApply();
    }
  }
}
