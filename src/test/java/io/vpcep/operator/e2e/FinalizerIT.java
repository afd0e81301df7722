package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Resources that somebody has deleted and somebody else's finalizer holds are watched and written
 * as any other until they are gone, and take nothing away from others.
 */
@ExtendWith(SharedControlPlane.class)
class FinalizerIT {

  private static final String FINALIZER = "example.com/held";

  /** More than the operator works on at the same time. */
  private static final int HELD = 80;

  private static final List<String> HELD_NAMES =
      IntStream.range(0, HELD).mapToObj(i -> "held-" + i).toList();

  private static final SourceRef SERVICE = SourceRef.service("held");
  private static final String FREE = "free";
  private static final String NEIGHBOUR = "neighbour";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration IN_SECONDS = Duration.ofSeconds(8);

  private final OperatorFixture stage;
  private final KubernetesClient neighbour;

  FinalizerIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(
            plane,
            "finalizer",
            "polling: {defaultInterval: 1s, minInterval: 1s}",
            EmulatorOptions.defaults(),
            Scope.CLUSTER);
    neighbour = plane.client(plane.createNamespace("finalizer-neighbour"));
    neighbour
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("credentials")
                .endMetadata()
                .withStringData(Map.of("token", OperatorFixture.TOKEN))
                .build())
        .create();
    account(neighbour, OperatorFixture.ACCOUNT, "");
  }

  @AfterEach
  void end() {
    stage.stopOperator();
    for (var client : List.of(stage.user(), neighbour)) {
      release(client, VpcEndpointConnection.class);
      release(client, CloudAccount.class);
      client.resources(VpcEndpointConnection.class).delete();
      client.resources(CloudAccount.class).delete();
    }
    neighbour.close();
    stage.close();
  }

  @Test
  void heldResourcesAreWrittenUntilTheyAreGone() throws Exception {
    // Given
    startWithHeldResources();
    // When
    HELD_NAMES.forEach(name -> move(name, "rejected"));
    // Then
    awaitStates(stage.user(), "rejected", HELD, SOON);
    // When
    HELD_NAMES.forEach(name -> move(name, "failed"));
    move(FREE, "failed");
    move(NEIGHBOUR, "failed");
    // Then
    awaitStates(neighbour, "failed", 1, IN_SECONDS);
    awaitStates(stage.user(), "failed", HELD + 1, SOON);
    // When
    release(stage.user(), VpcEndpointConnection.class);
    move(FREE, "accepted");
    // Then
    awaitStates(stage.user(), "accepted", 1, IN_SECONDS);
    assertThat(stage.connections()).hasSize(1);
  }

  @Test
  void othersAreWrittenInSecondsWhileManyHeldOnesChange() throws Exception {
    // Given
    startWithHeldResources();
    // When
    HELD_NAMES.forEach(name -> move(name, "rejected"));
    move(FREE, "rejected");
    move(NEIGHBOUR, "rejected");
    // Then
    awaitStates(neighbour, "rejected", 1, IN_SECONDS);
    await().atMost(IN_SECONDS).until(() -> stage.state(FREE), "rejected"::equals);
    // When
    move(FREE, "failed");
    move(NEIGHBOUR, "failed");
    // Then
    awaitStates(neighbour, "failed", 1, IN_SECONDS);
    await().atMost(IN_SECONDS).until(() -> stage.state(FREE), "failed"::equals);
  }

  @Test
  void anAccountThatWasDeletedBeforeTheStartAndIsHeldIsUsedAsAnyOther() throws Exception {
    // Given
    account(stage.user(), "leaving", FINALIZER);
    stage.user().resources(CloudAccount.class).withName("leaving").delete();
    watch(stage.user(), "guest", "leaving", "");
    // When
    stage.startOperator();
    // Then
    await().atMost(SOON).until(() -> stage.condition("guest", "Ready"), "True Accepted"::equals);
    assertThat(stage.accountReady("leaving")).startsWith("True Authenticated");
    // When
    release(stage.user(), CloudAccount.class);
    // Then
    await()
        .atMost(SOON)
        .until(() -> stage.condition("guest", "Synced"), "False AccountNotFound"::equals);
  }

  private void startWithHeldResources() throws Exception {
    HELD_NAMES.forEach(name -> watch(stage.user(), name, OperatorFixture.ACCOUNT, FINALIZER));
    watch(stage.user(), FREE, OperatorFixture.ACCOUNT, "");
    watch(neighbour, NEIGHBOUR, OperatorFixture.ACCOUNT, "");
    stage.startOperator();
    awaitStates(stage.user(), "accepted", HELD + 1, SOON);
    awaitStates(neighbour, "accepted", 1, SOON);
    var connections = stage.user().resources(VpcEndpointConnection.class);
    HELD_NAMES.forEach(name -> connections.withName(name).delete());
  }

  private void watch(KubernetesClient tenant, String name, String account, String finalizer) {
    stage.cloud().world().put(SERVICE, name, details -> details);
    create(
        tenant,
        "VpcEndpointConnection",
        name,
        finalizer,
        "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s}"
            .formatted(account, SERVICE.id(), name));
  }

  private static void account(KubernetesClient tenant, String name, String finalizer) {
    create(
        tenant,
        "CloudAccount",
        name,
        finalizer,
        "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: credentials}}");
  }

  private static void create(
      KubernetesClient tenant, String kind, String name, String finalizer, String spec) {
    tenant
        .resource(
            """
            apiVersion: vpcep.io/v1alpha1
            kind: %s
            metadata: {name: %s, namespace: %s, finalizers: [%s]}
            spec: %s
            """
                .formatted(kind, name, tenant.getNamespace(), finalizer, spec))
        .create();
  }

  private void move(String name, String state) {
    stage.cloud().world().change(SERVICE, name, details -> details.withStatus(state));
  }

  private static void awaitStates(
      KubernetesClient tenant, String state, int count, Duration patience) {
    await().atMost(patience).untilAsserted(() -> assertThat(inState(tenant, state)).hasSize(count));
  }

  private static Set<String> inState(KubernetesClient tenant, String state) {
    return tenant.resources(VpcEndpointConnection.class).list().getItems().stream()
        .filter(resource -> resource.getStatus() != null)
        .filter(resource -> state.equals(resource.getStatus().state()))
        .map(resource -> resource.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  /** Takes the finalizers away: what was deleted is gone then. */
  private static <R extends HasMetadata> void release(KubernetesClient tenant, Class<R> kind) {
    for (var resource : tenant.resources(kind).list().getItems()) {
      if (!resource.getMetadata().getFinalizers().isEmpty()) {
        tenant
            .resources(kind)
            .withName(resource.getMetadata().getName())
            .edit(
                present -> {
                  present.getMetadata().setFinalizers(List.of());
                  return present;
                });
      }
    }
  }
}
