package io.vpcep.operator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the API server says of acceptance policies. */
@ExtendWith(SharedControlPlane.class)
class AcceptancePolicyValidationIT {

  private static final String HEAD =
      """
      apiVersion: vpcep.io/v1alpha1
      kind: VpcEndpointAcceptancePolicy
      metadata: {name: shop-api}
      """;
  private static final String SERVICE =
      "accountRef: {name: acceptor}, vpcEndpointService: {id: s-1}";

  private static final String EVERYTHING =
      "mode: Enforce, minPendingAge: 10m, limits: {perSweep: 5, perHour: 50},"
          + " accept: [{name: partners, domainIDs: [5fc9], maxConnectionsPerDomain: 5},"
          + " {name: ticket-4711, endpoints: [{id: adb7, domainID: 5fc9}]}],"
          + " reject: [{name: offboarded, domainIDs: [6e9d]}]";

  /** Each spec, and the beginning of what a user reads who applies it. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("{accountRef: {name: a}}", "set vpcEndpointService.id"),
          Map.entry("{accountRef: {name: a}, cssCluster: {id: c}}", "set vpcEndpointService.id"),
          Map.entry(
              "{accountRef: {name: a}, vpcEndpointService: {id: s}, cssCluster: {id: c}}",
              "and no cssCluster: the list of a CSS cluster does not distinguish"),
          Map.entry(with("mode: Always"), "supported values"),
          Map.entry(with("accept: [{name: everybody}]"), "a rule must name domainIDs or endpoints"),
          Map.entry(
              with("reject: [{name: everybody, domainIDs: []}]"),
              "a rule must name domainIDs or endpoints"),
          Map.entry(
              with("accept: [{name: a, domainIDs: [d]}, {name: a, domainIDs: [e]}]"),
              "accept has two rules with the same name"),
          Map.entry(
              with("accept: [{name: a, domainIDs: [d]}], reject: [{name: a, domainIDs: [e]}]"),
              "an accept rule and a reject rule have the same name"),
          Map.entry(with("accept: [{name: A b, domainIDs: [d]}]"), "the name of a rule must be"),
          Map.entry(
              with("accept: [{name: a, domainIDs: ['iam:domain::5fc9']}]"),
              "without iam:domain:: before"),
          Map.entry(
              with("accept: [{name: a, endpoints: [{id: e}]}]"), "endpoints[0].domainID: Required"),
          Map.entry(
              with("accept: [{name: a, endpoints: [{id: 'e/1', domainID: d}]}]"),
              "id must be 1 to 64 letters"),
          Map.entry(
              with("accept: [{name: a, domainIDs: [d], maxConnectionsPerDomain: 0}]"),
              "maxConnectionsPerDomain"),
          Map.entry(
              with("reject: [{name: a, domainIDs: [d], maxConnectionsPerDomain: 1}]"),
              "unknown field"),
          Map.entry(with("minPendingAge: soon"), "minPendingAge must be a duration"),
          Map.entry(with("limits: {perSweep: 21}"), "limits.perSweep"),
          Map.entry(with("limits: {perHour: 0}"), "limits.perHour"));

  private final ControlPlane plane;
  private final String namespace;

  AcceptancePolicyValidationIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.namespace = client.getNamespace();
  }

  @Test
  void admitsWhatTheContractShowsAndRefusesTheRestInSentences(@TempDir Path folder)
      throws IOException {
    var file = folder.resolve("policy.txt");
    assertThat(apply(file, "--dry-run=server", with(""))).isEmpty();
    assertThat(apply(file, "--dry-run=server", with(EVERYTHING))).isEmpty();

    for (var refused : REFUSED.entrySet()) {
      assertThat(apply(file, "--dry-run=server", refused.getKey()))
          .as(refused.getKey())
          .contains(refused.getValue());
    }

    assertThat(apply(file, "--dry-run=none", with(""))).isEmpty();
    var another = "{accountRef: {name: a}, vpcEndpointService: {id: s-2}}";
    assertThat(apply(file, "--dry-run=server", another)).contains("the source cannot be changed");
  }

  private static String with(String more) {
    return "{" + SERVICE + (more.isEmpty() ? "" : ", " + more) + "}";
  }

  private String apply(Path file, String dryRun, String spec) throws IOException {
    Files.writeString(file, HEAD + "spec: " + spec + "\n");
    return kubectl("-n", namespace, "apply", dryRun, "-f", file.toString());
  }

  private String kubectl(String... arguments) {
    return plane.tryKubectl(arguments).errors();
  }
}
