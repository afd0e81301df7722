package io.vpcep.operator.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ApiServerTap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody restores etcd from a backup while the operator runs: resources are as they were, and the
 * API server gives resource versions a second time that the operator has seen already.
 */
@Tag("nightly")
@EndToEnd
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

  private final OperatorFixture fixture;
  private final ApiServerTap tap;

  RestoreIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.ownControlPlane(List.of()).create();
    tap = fixture.tap();
    fixture.jar().as(tap.kubeconfig(fixture.folder())).start();
  }

  @Test
  void everythingIsRightAgainSoonAndWithFewWrites() throws Exception {
    // Given
    var backup = fixture.folder().resolve("backup");
    account("before");
    fixture.connect(SERVICE, NAMES);
    fixture.connect(SourceRef.service(OTHER), OTHER, OTHER);
    fixture.connections().forEach(resource -> awaitState(resource, "accepted"));
    fixture.plane().backUp(backup);
    move("rejected", NAMES);
    account("after");
    fixture.connect(SourceRef.service(LATER), LATER);
    fixture.connections().forEach(resource -> awaitState(resource, expected(resource)));
    await().atMost(SOON).until(() -> lastCall(OTHER).contains("/after/"));
    raiseTheResourceVersion();
    // When
    move("failed", NAMES.subList(0, 2));
    tap.forgetWrites();
    fixture.plane().restore(backup);
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
    assertThat(fixture.connections())
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
    assertThat(fixture.accountReady(OTHER)).startsWith("True Authenticated");
    assertThat(fixture.calls(LATER).since(Instant.now().minusSeconds(4)).all()).isEmpty();
  }

  /** By path, how often the operator has written a status, or tried to, since the restoration. */
  private Map<String, Long> statusWrites() {
    return tap.writes().stream()
        .filter(write -> write.endsWith("/status") || write.contains("/status?"))
        .collect(groupingBy(write -> write, counting()));
  }

  private void move(String state, List<String> names) {
    names.forEach(name -> fixture.change(SERVICE, name, state));
  }

  private void account(String project) {
    fixture.applyAccount(
        OTHER,
        "{cloud: emulator, region: eu-de, projectID: %s, credentialsSecretRef: {name: credentials}}"
            .formatted(project));
  }

  private static String expected(VpcEndpointConnection resource) {
    return NAMES.contains(resource.getMetadata().getName()) ? "rejected" : "accepted";
  }

  private void awaitState(VpcEndpointConnection resource, String state) {
    fixture.awaitState(resource.getMetadata().getName(), state, SOON);
  }

  private Map<String, String> states() {
    return fixture.connections().stream()
        .map(resource -> resource.getMetadata().getName())
        .collect(Collectors.toMap(name -> name, fixture::state));
  }

  private String lastCall(String source) {
    var calls = fixture.calls(source).all();
    return calls.isEmpty() ? "" : calls.get(calls.size() - 1).path();
  }

  private void raiseTheResourceVersion() {
    for (int i = 0; i < REVISIONS; i++) {
      fixture
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
