package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An operator whose role somebody has trimmed stays up, says what is missing, and recovers. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class TrimmedRoleIT {

  private static final SourceRef SERVICE = SourceRef.service("trimmed");
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final PolicyRule WATCHES =
      rule("vpcep.io", List.of("cloudaccounts", "vpcendpointconnections"), "list", "watch");
  private static final PolicyRule WRITES =
      rule("vpcep.io", List.of("cloudaccounts/status", "vpcendpointconnections/status"), "update");
  private static final PolicyRule TELLS = rule("", List.of("events"), "create", "get", "update");
  private static final PolicyRule READS_SECRETS = rule("", List.of("secrets"), "get");
  private static final PolicyRule LEADS =
      rule("coordination.k8s.io", List.of("leases"), "get", "create", "update");

  private final ControlPlane plane;
  private final Path folder;
  private final OperatorFixture stage;
  private final List<OperatorJar> running = new ArrayList<>();

  TrimmedRoleIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.plane = plane;
    this.folder = folder;
    this.stage = OperatorFixture.set(plane, "trimmed", "");
  }

  @BeforeEach
  void aConnectionAndAnAccountOfTheOperator() {
    stage.cloud().world().put(SERVICE, "one", connection -> connection.withStatus("accepted"));
    stage.watchService("one", SERVICE.id(), "one", null);
    stage
        .user()
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("trimmed").endMetadata().build())
        .create();
  }

  @AfterEach
  void end() {
    running.forEach(OperatorJar::close);
    stage.close();
  }

  @Test
  void itIsNotReadyAndSaysWhichRightsToWriteAreMissingUntilTheyAreThere() throws Exception {
    // Given
    allow(stage.namespace(), WATCHES, READS_SECRETS);
    // When
    var operator = start("");
    // Then
    var missing =
        "not allowed to update cloudaccounts.vpcep.io/status in namespace %1$s; update vpcendpointconnections.vpcep.io/status in namespace %1$s; create events in namespace %1$s; get events in namespace %1$s; update events in namespace %1$s"
            .formatted(stage.namespace());
    operator.awaitLog(missing);
    await().atMost(SOON).until(() -> operator.get("/readyz").body().equals(missing + "\n"));
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(operator.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(stage.state("one")).isEmpty();
    // When
    allow(stage.namespace(), WATCHES, READS_SECRETS, WRITES, TELLS);
    // Then
    await().atMost(SOON).until(() -> operator.get("/readyz").statusCode() == 200);
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
    assertThat(operator.log())
        .contains("all required permissions are granted")
        .doesNotContain("\tat ");
  }

  @Test
  void itWaitsForTheRightToWatchAndThenWorks() throws Exception {
    // Given
    allow(stage.namespace(), TELLS, WRITES);
    // When
    var operator = start("");
    // Then
    operator.awaitLog(
        "not allowed to list cloudaccounts.vpcep.io in namespace %1$s; watch cloudaccounts.vpcep.io in namespace %1$s"
            .formatted(stage.namespace()));
    assertThat(operator.log()).contains("get secrets in namespace " + stage.namespace());
    // When
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // Then
    operator.awaitReady();
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
    assertThat(operator.log()).doesNotContain("\tat ");
  }

  @Test
  void itSaysThatARightWasTakenFromItWhileItRan() throws Exception {
    // Given
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    var operator = start("").awaitReady();
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
    // When
    allow(stage.namespace(), WATCHES, TELLS, READS_SECRETS);
    stage.cloud().world().change(SERVICE, "one", connection -> connection.withStatus("failed"));
    // Then
    await()
        .atMost(SOON)
        .until(
            () -> operator.get("/readyz").body(),
            body -> body.contains("update vpcendpointconnections.vpcep.io/status in namespace "));
    assertThat(operator.log())
        .contains(
            "cannot write the status, retrying: ",
            "kind=VpcEndpointConnection namespace=%s name=one".formatted(stage.namespace()))
        .doesNotContain("\tat ");
    // When
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // Then
    await().atMost(SOON).until(() -> stage.state("one"), "failed"::equals);
    await().atMost(SOON).until(() -> operator.get("/readyz").statusCode() == 200);
    assertThat(stage.eventReasons("one"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
  }

  @Test
  void withoutTheRightToRecordEventsStatusesAreWrittenAndItMakesUpForTheEventsLater()
      throws Exception {
    // Given
    allow(stage.namespace(), WATCHES, WRITES, READS_SECRETS);
    start("");
    // When
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
    stage.cloud().world().change(SERVICE, "one", connection -> connection.withStatus("failed"));
    // Then
    await().atMost(SOON).until(() -> stage.state("one"), "failed"::equals);
    assertThat(stage.connection("one").getStatus().unrecordedEvents())
        .extracting(UnrecordedEvent::reason)
        .containsExactly("ConnectionAccepted", "ConnectionFailed");
    // When
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // Then
    await()
        .atMost(Duration.ofSeconds(100))
        .until(() -> stage.connection("one").getStatus().unrecordedEvents() == null);
    assertThat(stage.eventReasons("one"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
  }

  @Test
  void itIsContentWithARoleThatNamesTheSecrets() throws Exception {
    // Given
    allow(
        stage.namespace(),
        WATCHES,
        WRITES,
        TELLS,
        new PolicyRuleBuilder(READS_SECRETS).withResourceNames("credentials").build());
    // When
    var operator = start("").awaitReady();
    // Then
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
  }

  @Test
  void itSaysThatItMayNotStandForElection() throws Exception {
    // Given
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // When
    var operator =
        start("leaderElection: {enabled: true, leaseNamespace: %s}".formatted(stage.namespace()));
    // Then
    operator.awaitLog(
        "not allowed to get leases.coordination.k8s.io vpcep-operator in namespace %1$s; create leases.coordination.k8s.io in namespace %1$s; update leases.coordination.k8s.io vpcep-operator in namespace %1$s"
            .formatted(stage.namespace()));
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(503);
    // When
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS, LEADS);
    // Then
    operator.awaitLog("leading: acquired the lease ");
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
    await().atMost(SOON).until(() -> operator.get("/readyz").statusCode() == 200);
  }

  @Test
  void itWorksForTheOtherNamespacesWhereOneDoesNotExistAndForThatOneOnceItDoes() throws Exception {
    // Given
    var later = stage.namespace() + "-later";
    allow(stage.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // When
    var operator = start("", stage.namespace() + ", " + later).awaitReady();
    // Then
    await().atMost(SOON).until(() -> stage.state("one"), "accepted"::equals);
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(operator.log())
        .contains(
            "not watching the namespace: it does not exist, or the operator has no permissions in it"
                + " namespace="
                + later);
    // When
    plane.kubectl("create", "namespace", later);
    allow(later, WATCHES, WRITES, TELLS, READS_SECRETS);
    stage
        .user()
        .resource(
            """
            apiVersion: vpcep.io/v1alpha1
            kind: CloudAccount
            metadata: {name: late, namespace: %s}
            spec: {cloud: emulator, region: eu-de, credentialsSecretRef: {name: none}}
            """
                .formatted(later))
        .create();
    // Then
    operator.awaitLog("watching the namespace namespace=" + later);
    await()
        .atMost(SOON)
        .until(
            () -> plane.kubectl("get", "vpcea", "late", "-n", later),
            account -> account.contains("SecretNotFound"));
    assertThat(stage.condition("one", "Ready")).isEqualTo("True Accepted");
  }

  private OperatorJar start(String more) throws Exception {
    return start(more, stage.namespace());
  }

  private OperatorJar start(String more, String namespaces) throws Exception {
    var token = plane.kubectl("create", "token", "trimmed", "-n", stage.namespace()).strip();
    var kubeconfig = plane.writeKubeconfig(folder.resolve("kubeconfig"), token);
    var operator =
        OperatorJar.of("trimmed", folder, configuration(more, namespaces)).as(kubeconfig).start();
    running.add(operator);
    return operator;
  }

  private String configuration(String more, String namespaces) {
    return """
        clouds: {emulator: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        watch: {namespaces: [%2$s]}
        http: {address: 127.0.0.1, port: 0}
        polling: {defaultInterval: 1s, minInterval: 1s}
        %3$s
        """
        .formatted(stage.cloud().url(), namespaces, more);
  }

  /** Gives the operator's account these rights in a namespace, and no others. */
  private void allow(String namespace, PolicyRule... rules) {
    stage
        .user()
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("trimmed")
                .withNamespace(namespace)
                .endMetadata()
                .withRules(rules)
                .build())
        .serverSideApply();
    stage
        .user()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("trimmed")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "trimmed")
                .addNewSubject(null, "ServiceAccount", "trimmed", stage.namespace())
                .build())
        .serverSideApply();
  }

  private static PolicyRule rule(String group, List<String> resources, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }
}
