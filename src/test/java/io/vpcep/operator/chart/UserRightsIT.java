package io.vpcep.operator.chart;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the chart lets users do in a namespace. No controller fills the default roles here, so a
 * user has what each of them would be filled with.
 */
@ExtendWith(SharedControlPlane.class)
class UserRightsIT {

  private static final Path EXPECTED = Path.of("src/test/resources/rights/users.txt");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String POLICIES = "vpcendpointacceptancepolicies";

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final String namespace;
  private final OperatorAccount release;

  UserRightsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
    this.namespace = client.getNamespace();
    this.release = OperatorAccount.create(plane, namespace, Scope.CLUSTER);
  }

  @AfterEach
  void close() {
    release.close();
  }

  @Test
  void areTheCheckedInOnes() {
    for (var role : List.of("view", "edit", "admin")) {
      bind(role, aggregatedTo(role));
    }
    bind("acceptance-policies", Stream.of(policyRole()));

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(EXPECTED)
                    .content()
                    .isEqualTo(
                        Stream.of("view", "edit", "admin", "acceptance-policies")
                            .map(user -> "# With the role " + user + "\n" + rights(user))
                            .collect(joining("\n"))));
  }

  @Test
  void theAdministratorOfANamespaceCannotGrantAcceptancePolicies() {
    bind("admin", aggregatedTo("admin"));
    try (var admin = as("admin")) {
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> admin.resource(role("may-give", "vpcendpointservices")).create() != null);

      assertHeldBack(admin, role("mine", POLICIES));
      assertHeldBack(admin, role("mine", "'*'"));
      assertHeldBack(admin, binding("mine", "admin", policyRole()));
      assertHeldBack(admin, binding("mine", "admin", "cluster-admin"));
    }
  }

  private void assertHeldBack(KubernetesClient admin, String manifest) {
    assertHeldBack(admin, client.getKubernetesSerialization().<HasMetadata>unmarshal(manifest));
  }

  private static void assertHeldBack(KubernetesClient admin, HasMetadata object) {
    assertThatThrownBy(() -> admin.resource(object).create())
        .hasMessageContaining("attempting to grant RBAC permissions not currently held");
  }

  private static String role(String name, String resource) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: %s}
        rules: [{apiGroups: [vpcep.io], resources: [%s], verbs: [create]}]
        """
        .formatted(name, resource);
  }

  private String policyRole() {
    return namespace + "-acceptance-policies";
  }

  /** The roles that a default role is filled with: those of Kubernetes, and those of the chart. */
  private Stream<String> aggregatedTo(String role) {
    return client
        .rbac()
        .clusterRoles()
        .withLabel("rbac.authorization.k8s.io/aggregate-to-" + role, "true")
        .list()
        .getItems()
        .stream()
        .map(found -> found.getMetadata().getName());
  }

  private void bind(String user, Stream<String> roles) {
    roles.forEach(
        role ->
            client
                .resource(binding(user + "-" + role.replace(':', '-'), user, role))
                .serverSideApply());
  }

  private static HasMetadata binding(String name, String user, String role) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
        .build();
  }

  private KubernetesClient as(String user) {
    var config =
        new ConfigBuilder(plane.config())
            .withNamespace(namespace)
            .withImpersonateUsername(user)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** What a user may do with our kinds, a line each: the resource, and the verbs in order. */
  private String rights(String user) {
    return plane
        .kubectl("auth", "can-i", "--list", "--no-headers", "-n", namespace, "--as", user)
        .lines()
        .filter(line -> line.contains("vpcep.io"))
        .map(UserRightsIT::right)
        .sorted()
        .collect(joining());
  }

  private static String right(String line) {
    var verbs = line.substring(line.lastIndexOf('[') + 1, line.lastIndexOf(']'));
    return line.replaceFirst(" .*", "")
        + Stream.of(verbs.split(" ", -1)).sorted().collect(joining(" ", " [", "]\n"));
  }
}
