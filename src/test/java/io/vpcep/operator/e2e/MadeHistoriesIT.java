package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories on a real API server: connections come and go, users create, edit, delete and
 * take over resources, and the operator is killed.
 */
@Tag("nightly")
@EndToEnd
class MadeHistoriesIT {

  private static final SourceRef SERVICE = SourceRef.service("histories");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int STEPS = 25;
  private static final List<String> ENDPOINTS =
      IntStream.range(0, 8).mapToObj(i -> "e" + i).toList();

  private final OperatorFixture fixture;
  private final Set<String> listed = new TreeSet<>();

  /** The endpoints that were gone at some time. */
  private final Set<String> removed = new HashSet<>();

  /** The UIDs of resources that users have deleted. */
  private final Set<String> deleted = new HashSet<>();

  /** The UIDs of resources that users have created or taken over. */
  private final Set<String> owned = new HashSet<>();

  /** What is not the operator's, by name, with what it watches. */
  private final Map<String, String> foreign = new HashMap<>();

  private Random random = new Random(0);

  MadeHistoriesIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void nothingForeignIsTouchedNothingIsMadeTwiceAndNothingIsPrunedThatIsInTheCloud(long seed)
      throws Exception {
    // Given
    random = new Random(seed);
    ENDPOINTS.subList(0, 4).forEach(this::add);
    var history = fixture.history(VpcEndpointConnection.class);
    fixture.watchAll(
        "shop-api",
        SERVICE,
        "connections: {namePrefix: shop-, onGone: {after: 1s, maxPercent: 50}}");
    var operator = fixture.jar().start();
    // When
    for (int i = 0; i < STEPS; i++) {
      if (random.nextInt(8) == 0) {
        operator.kill();
        operator = fixture.jar().start();
      }
      step();
      pause();
    }
    // Then
    operator.awaitReady();
    await().atMost(PATIENCE).untilAsserted(this::eachConnectionHasOneResource);
    foreign.forEach(
        (name, endpoint) ->
            assertThat(fixture.connection(name).getSpec().endpointID())
                .as(name)
                .isEqualTo(endpoint));
    assertThat(history.deleted())
        .filteredOn(gone -> !deleted.contains(gone.getMetadata().getUid()))
        .allSatisfy(
            pruned -> {
              assertThat(owned).doesNotContain(pruned.getMetadata().getUid());
              assertThat(removed).contains(pruned.getSpec().endpointID());
            });
  }

  private void eachConnectionHasOneResource() {
    var resources =
        fixture.connections().stream()
            .filter(resource -> !foreign.containsKey(resource.getMetadata().getName()))
            .collect(Collectors.groupingBy(resource -> resource.getSpec().endpointID()));
    for (var endpoint : listed) {
      boolean isForeign =
          foreign.containsValue(endpoint) || foreign.containsKey("shop-" + endpoint);
      assertThat(resources.getOrDefault(endpoint, List.of()))
          .as(endpoint)
          .hasSizeBetween(isForeign ? 0 : 1, 1);
    }
  }

  private void step() {
    var endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> add(endpoint);
      case 2 -> remove(endpoint);
      case 3 -> create("user-" + random.nextInt(3), endpoint);
      case 4 -> create("shop-" + endpoint, ENDPOINTS.get(random.nextInt(ENDPOINTS.size())));
      case 5 -> some().ifPresent(this::delete);
      case 6 -> some().ifPresent(this::edit);
      default -> some().ifPresent(this::takeOver);
    }
  }

  /** Lets the operator do a random part of what is to be done. */
  private void pause() {
    int calls = fixture.calls(SERVICE).count();
    int sweeps = random.nextInt(3);
    await().atMost(PATIENCE).until(() -> fixture.calls(SERVICE).count() >= calls + sweeps);
  }

  private void add(String endpoint) {
    fixture.put(SERVICE, endpoint, "accepted");
    listed.add(endpoint);
  }

  private void remove(String endpoint) {
    if (listed.remove(endpoint)) {
      fixture.world().remove(SERVICE, endpoint);
      removed.add(endpoint);
    }
  }

  private Optional<VpcEndpointConnection> some() {
    var all = fixture.connections();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private void create(String name, String endpoint) {
    try {
      fixture.watch(name, SERVICE, endpoint);
      foreign.put(name, endpoint);
      owned.add(fixture.connection(name).getMetadata().getUid());
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(409);
    }
  }

  private void delete(VpcEndpointConnection resource) {
    deleted.add(resource.getMetadata().getUid());
    foreign.remove(resource.getMetadata().getName());
    fixture.user().resource(resource).delete();
  }

  private void edit(VpcEndpointConnection resource) {
    change(resource, resource.getMetadata().getLabels(), "mine", "yes");
  }

  private void takeOver(VpcEndpointConnection resource) {
    if (change(resource, resource.getMetadata().getAnnotations(), "vpcep.io/unmanaged", "true")) {
      foreign.put(resource.getMetadata().getName(), resource.getSpec().endpointID());
      owned.add(resource.getMetadata().getUid());
    }
  }

  /** Writes the resource with one more key, unless it is another or gone by now. */
  private boolean change(
      VpcEndpointConnection resource, Map<String, String> keys, String key, String value) {
    keys.put(key, value);
    try {
      fixture.user().resource(resource).update();
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isIn(404, 409);
      return false;
    }
  }
}
