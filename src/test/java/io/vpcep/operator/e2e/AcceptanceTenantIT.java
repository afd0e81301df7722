package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Acceptance is enabled in the operator, and Mallory's credentials may accept. She may edit every
 * kind of a namespace but acceptance policies.
 */
@EndToEnd
class AcceptanceTenantIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String WAITING = "waiting";
  private static final String SOURCE =
      "accountRef: {name: own}, vpcEndpointService: {id: %s}"
          .formatted(TenantFixture.MALLORYS_SERVICE);
  private static final String POLICY =
      "{%s, mode: Enforce, accept: [{name: ticket-4711, endpoints: [{id: agreed, domainID: %s}]}]}"
          .formatted(SOURCE, EndpointConnection.DEFAULT_DOMAIN_ID);

  private final TenantFixture tenants;
  private final KubernetesClient mallory;

  AcceptanceTenantIT(FixtureBuilder fixtures) throws Exception {
    tenants = new TenantFixture(fixtures);
    mallory = tenants.mallory();
  }

  @Test
  void whoMayEditConnectionsAndServicesMakesNothingBeAccepted() {
    // Given
    create("VpcEndpointConnection", "{%s, endpointID: waiting}".formatted(SOURCE));
    create(
        "VpcEndpointService",
        "{%s, connections: {namePrefix: made-, template: {metadata: {annotations: {mode: Enforce}}}}}"
            .formatted(SOURCE));
    await().atMost(SOON).until(() -> isSeenAsPending(WAITING) && isSeenAsPending("made-other"));
    // When
    tenants.admin().resource(manifest("VpcEndpointAcceptancePolicy", POLICY)).create();
    plead("now");
    // Then
    await().atMost(SOON).until(() -> tenants.stateOf("agreed"), "accepted"::equals);
    int before = tenants.requests().size();
    plead("once more");
    await().atMost(SOON).until(() -> tenants.requests().size() > before);
    assertThat(List.of(WAITING, "other"))
        .extracting(tenants::stateOf)
        .containsOnly("pendingAcceptance");
    assertThat(tenants.requests())
        .filteredOn(request -> !request.method().equals("GET"))
        .as("only what the administrator's policy names")
        .hasSize(1);
  }

  /** Asks for a sweep, and for all that an annotation could ask for. */
  private void plead(String when) {
    var annotations = Map.of("vpcep.io/requested-at", when, "mode", "Enforce", "accept", "true");
    for (var name : List.of(WAITING, "made-other")) {
      mallory
          .resources(VpcEndpointConnection.class)
          .withName(name)
          .edit(
              connection -> {
                connection.getMetadata().setAnnotations(annotations);
                return connection;
              });
    }
  }

  @Test
  void whoMayEditANamespaceMayNotWriteAcceptancePolicies() {
    assertThatThrownBy(() -> create("VpcEndpointAcceptancePolicy", POLICY))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("forbidden")
        .hasMessageContaining("vpcendpointacceptancepolicies");
  }

  private void create(String kind, String spec) {
    mallory.resource(manifest(kind, spec)).create();
  }

  private static String manifest(String kind, String spec) {
    return Manifests.manifest(kind, WAITING, spec);
  }

  private boolean isSeenAsPending(String name) {
    var connection = mallory.resources(VpcEndpointConnection.class).withName(name).get();
    return connection != null
        && connection.getStatus() != null
        && "pendingAcceptance".equals(connection.getStatus().state());
  }
}
