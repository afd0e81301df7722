package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.CommandResult;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart in a cluster, from its installation to its end. The cluster is another one than that of
 * the other tests, which need their definitions to stay.
 */
@Tag("nightly")
class LifecycleIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHART = ChartFiles.CHART.toString();
  private static final List<String> DEFINITIONS =
      Kinds.ALL.stream().map(HasMetadata::getFullResourceName).toList();
  private static final String CONNECTION =
      """
      apiVersion: vpcep.io/v1alpha1
      kind: VpcEndpointConnection
      metadata: {name: orders-db}
      spec:
        accountRef: {name: prod}
        vpcEndpointService: {id: s}
        endpointID: e
        suspend: true
      """;

  /** As the operator creates it. */
  private static final String LEASE =
      """
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: {name: vpcep-operator}
      spec: {holderIdentity: vpcep-operator-0, leaseDurationSeconds: 15}
      """;

  private static final ControlPlane plane = ControlPlane.start();

  private final Helm helm = Chart.helm().on(plane);
  private final String namespace = plane.createNamespace("vpcep-system");
  private final KubernetesClient client = plane.client(namespace);

  @AfterAll
  static void stop() {
    plane.close();
  }

  @BeforeEach
  void noDefinitions() {
    assertThat(plane.tryKubectl("get", "crd", DEFINITIONS.get(0)).succeeded()).isFalse();
  }

  @AfterEach
  void clean() {
    for (var release : helm.run(List.of("list", "-q", "-n", namespace)).lines().toList()) {
      helm.run(List.of("uninstall", release, "-n", namespace));
    }
    // The API server looks only every five seconds whether the last resource of a kind is gone, and
    // waits longer after each failure.
    for (var definition : DEFINITIONS) {
      plane.kubectl("delete", "crd", definition, "--ignore-not-found", "--timeout=180s");
    }
    client.close();
  }

  @Test
  void upgradesTheDefinitionsAndRollsThemBackAndLosesNoResource(@TempDir Path folder)
      throws IOException {
    // Given
    var previous = PreviousChart.without("suspend", folder);
    install(previous.toString());
    awaitDefinitions();
    client.resource(CONNECTION).create();
    assertThat(connection().getSpec().suspend()).as("pruned").isNull();
    // When
    helm("upgrade", CHART);
    // Then
    await().atMost(SOON).until(() -> isSuspendedOnceApplied());
    // When
    rollback(1);
    // Then
    await().atMost(SOON).until(() -> !hasField("suspend"));
    assertThat(connection().getSpec().endpointID()).isEqualTo("e");
    // When
    helm("upgrade", CHART);
    helm.run(List.of("uninstall", "vpcep-operator", "-n", namespace));
    // Then
    assertThat(hasField("suspend")).as("kept as of the last upgrade").isTrue();
    assertThat(connection().getSpec().endpointID()).isEqualTo("e");
    assertThat(client.apps().deployments().list().getItems()).isEmpty();
    assertThat(client.rbac().clusterRoles().withName("vpcep-operator").get()).isNull();
  }

  private boolean isSuspendedOnceApplied() {
    client.resource(CONNECTION).fieldManager("user").forceConflicts().serverSideApply();
    return Boolean.TRUE.equals(connection().getSpec().suspend());
  }

  private boolean hasField(String name) {
    return plane
        .kubectl("get", "crd", "vpcendpointconnections.vpcep.io", "-o", "json")
        .contains("\"" + name + "\": {");
  }

  @Test
  void everyValueCanBeChangedAndRolledBack() {
    // Given
    install(CHART);
    var before = deployment();
    // When
    var changes = Stream.of(Renderings.EVERYTHING).filter(setting -> !isOfPrometheus(setting));
    helm("upgrade", CHART, changes.toArray(String[]::new));
    helm("upgrade", CHART, "replicaCount=1", "leaderElection.enabled=false");
    helm("upgrade", CHART, "watch.namespaces=[\"" + namespace + "\"]");
    assertThat(client.rbac().clusterRoles().withName("vpcep-operator").get()).isNull();
    rollback(2);
    rollback(3);
    rollback(1);
    // Then
    assertThat(deployment()).isEqualTo(before);
  }

  @Test
  void definitionsThatAreSwitchedOffStayAndAreTakenBack() {
    // Given
    install(CHART);
    awaitDefinitions();
    client.resource(CONNECTION).create();
    // When
    helm("upgrade", CHART, "crds.install=false");
    // Then
    assertThat(connection()).isNotNull();
    // When
    helm("upgrade", CHART);
    // Then
    awaitDefinitions();
    assertThat(connection()).isNotNull();
  }

  private static boolean isOfPrometheus(String setting) {
    return setting.matches("(?s)(serviceMonitor|prometheusRule).enabled=.*");
  }

  private String deployment() {
    return client
        .getKubernetesSerialization()
        .asJson(client.apps().deployments().withName("vpcep-operator").require().getSpec());
  }

  @Test
  void isTakenOverByAnotherReleaseWhenAsked() {
    // Given
    install(CHART);
    awaitDefinitions();
    client.resource(CONNECTION).create();
    helm.run(List.of("uninstall", "vpcep-operator", "-n", namespace));
    // When
    var other = plane.createNamespace("elsewhere");
    var command =
        Stream.concat(Stream.of("install", "watcher", CHART, "-n", other), Chart.options())
            .toList();
    var refused = helm.tryRun(command);
    var taken =
        helm.tryRun(Stream.concat(command.stream(), Stream.of("--take-ownership")).toList());
    // Then
    assertThat(refused.errors()).contains("cannot be imported into the current release");
    assertThat(taken.errors()).isEmpty();
    assertThat(connection()).isNotNull();
    helm.run(List.of("uninstall", "watcher", "-n", other));
  }

  @Test
  void aTryOutBringsItsSamplesAlthoughTheDefinitionsAreNew() {
    // When
    var notes = install(CHART, "emulator.enabled=true").output();
    // Then
    assertThat(notes).contains("kubectl -n " + namespace + " get vpcec --watch");
    assertThat(names(client.resources(VpcEndpointConnection.class).list().getItems()))
        .contains("orders-db", "billing", "search")
        .hasSize(6);
    assertThat(names(client.resources(CloudAccount.class).list().getItems()))
        .containsExactly("demo");
    assertThat(client.secrets().withName("demo-credentials").get()).isNotNull();
  }

  @Test
  void anUpgradeLeavesTheSamplesAsTheyAreAndAddsTheMissing() {
    // Given
    install(CHART, "emulator.enabled=true");
    awaitDefinitions();
    var before = connection().getMetadata().getUid();
    client.resources(VpcEndpointConnection.class).withName("billing").delete();
    // When
    helm("upgrade", CHART, "emulator.enabled=true", "replicaCount=1");
    // Then
    assertThat(connection().getMetadata().getUid()).isEqualTo(before);
    assertThat(client.resources(VpcEndpointConnection.class).list().getItems()).hasSize(6);
  }

  @Test
  void leavesNoLeaseBehindThatTheNextInstallationWaitsFor() {
    // Given
    install(CHART);
    client.resource(LEASE).create();
    // When
    helm("upgrade", CHART, "replicaCount=3");
    // Then
    assertThat(client.leases().withName("vpcep-operator").require().getSpec().getHolderIdentity())
        .isEqualTo("vpcep-operator-0");
    // When
    helm.run(List.of("uninstall", "vpcep-operator", "-n", namespace));
    // Then
    assertThat(client.leases().withName("vpcep-operator").get()).isNull();
    install(CHART);
  }

  private static List<String> names(List<? extends HasMetadata> resources) {
    return resources.stream().map(resource -> resource.getMetadata().getName()).toList();
  }

  @Test
  void needsNoRightsOutsideOfItsNamespaces(@TempDir Path folder) throws IOException {
    // Given
    plane.installCrds();
    var kubeconfig = plane.writeKubeconfig(folder.resolve("kubeconfig"), ownersToken());
    var owner = Chart.helm().as(kubeconfig);
    var usual = arguments("install", CHART);
    // When
    var refused = owner.tryRun(usual);
    owner.tryRun(List.of("uninstall", "vpcep-operator", "-n", namespace));
    var installed =
        owner.tryRun(
            arguments(
                "install",
                CHART,
                "watch.namespaces=[\"" + namespace + "\"]",
                "crds.install=false",
                "rbac.aggregateToDefaultRoles=false"));
    // Then
    assertThat(refused.errors()).contains("forbidden");
    assertThat(installed.errors()).isEmpty();
    assertThat(installed.output()).contains("crds.install is false");
    assertThat(client.rbac().roles().withName("vpcep-operator").get()).isNotNull();
  }

  /** Of somebody who may do everything in the namespace, and nothing anywhere else. */
  private String ownersToken() {
    var account = "--serviceaccount=" + namespace + ":owner";
    plane.kubectlIn(namespace, "create", "serviceaccount", "owner");
    plane.kubectlIn(
        namespace, "create", "rolebinding", "owner", "--clusterrole=cluster-admin", account);
    return plane.kubectlIn(namespace, "create", "token", "owner").strip();
  }

  @Test
  void aNamespaceThatDoesNotExistIsToldByItsName() {
    var refused = helm.tryRun(arguments("install", CHART, "watch.namespaces=[\"nowhere\"]"));

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.errors()).contains("namespaces \"nowhere\" not found");
  }

  @Test
  void aMisspeltValueInstallsNothing() {
    var refused = helm.tryRun(arguments("install", CHART, "replica=1"));

    assertThat(refused.errors()).contains("'replica' not allowed");
    assertThat(helm.run(List.of("list", "-q", "-a", "-n", namespace))).isEmpty();
  }

  @Test
  void itsTestAsksWhetherTheOperatorIsReady() {
    // Given
    install(CHART);
    client
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("default").endMetadata().build())
        .serverSideApply();
    // When
    var test =
        CompletableFuture.supplyAsync(
            () ->
                helm.tryRun(
                    List.of("test", "vpcep-operator", "-n", namespace, "--timeout", "60s")));
    var pod = client.pods().withName("vpcep-operator-test");
    await().atMost(SOON).until(() -> pod.get() != null);
    var asked = pod.require().getSpec().getContainers().get(0).getArgs();
    // Nobody else runs pods here.
    pod.editStatus(LifecycleIT::succeeded);
    // Then
    assertThat(asked)
        .containsExactly("probe", "http://vpcep-operator.%s.svc:8080/readyz".formatted(namespace));
    assertThat(test.join().output()).contains("Phase:          Succeeded");
  }

  private static Pod succeeded(Pod pod) {
    pod.setStatus(new PodStatusBuilder(pod.getStatus()).withPhase("Succeeded").build());
    return pod;
  }

  private CommandResult install(String chart, String... settings) {
    var result = helm.tryRun(arguments("install", chart, settings));
    assertThat(result.errors()).isEmpty();
    return result;
  }

  private void helm(String command, String chart, String... settings) {
    helm.run(arguments(command, chart, settings));
  }

  private List<String> arguments(String command, String chart, String... settings) {
    return Stream.concat(
            Stream.of(command, "vpcep-operator", chart, "-n", namespace), Chart.options(settings))
        .toList();
  }

  private void rollback(int revision) {
    helm.run(List.of("rollback", "vpcep-operator", Integer.toString(revision), "-n", namespace));
  }

  private void awaitDefinitions() {
    for (var definition : DEFINITIONS) {
      plane.kubectl("wait", "--for=condition=Established", "--timeout=120s", "crd/" + definition);
    }
  }

  private VpcEndpointConnection connection() {
    return client.resources(VpcEndpointConnection.class).withName("orders-db").require();
  }
}
