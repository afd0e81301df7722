package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.UnrecordedEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator whose role somebody has trimmed stays up, says what is missing, and recovers. */
@Tag("nightly")
@EndToEnd
class TrimmedRoleIT {

  private static final SourceRef SERVICE = SourceRef.service("trimmed");
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final PolicyRule WATCHES =
      rule("vpcep.io", Kinds.ALL.stream().map(HasMetadata::getPlural).toList(), "list", "watch");
  private static final PolicyRule WRITES =
      rule(
          "vpcep.io",
          Kinds.ALL.stream().map(kind -> HasMetadata.getPlural(kind) + "/status").toList(),
          "update");
  private static final PolicyRule TELLS = rule("", List.of("events"), "create", "get", "patch");
  private static final PolicyRule READS_SECRETS = rule("", List.of("secrets"), "get");
  private static final PolicyRule LEADS =
      rule("coordination.k8s.io", List.of("leases"), "get", "create", "update");

  private final OperatorFixture fixture;

  TrimmedRoleIT(OperatorFixture fixture) {
    this.fixture = fixture;
    fixture.connect(SERVICE, "one");
    fixture.kubectl("create", "serviceaccount", "trimmed");
  }

  @Test
  void itIsNotReadyAndSaysWhichRightsToWriteAreMissingUntilTheyAreThere() throws Exception {
    // Given
    allow(fixture.namespace(), WATCHES, READS_SECRETS);
    // When
    var operator = start("");
    // Then
    var missing =
        "not allowed to update cloudaccounts.vpcep.io/status in namespace %1$s; update vpcendpointconnections.vpcep.io/status in namespace %1$s; update vpcendpointservices.vpcep.io/status in namespace %1$s; update vpcendpointacceptancepolicies.vpcep.io/status in namespace %1$s; create events in namespace %1$s; get events in namespace %1$s; patch events in namespace %1$s"
            .formatted(fixture.namespace());
    operator.awaitLog(missing);
    await().atMost(SOON).until(() -> operator.get("/readyz").body().equals(missing + "\n"));
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(operator.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(fixture.state("one")).isEmpty();
    // When
    allow(fixture.namespace(), WATCHES, READS_SECRETS, WRITES, TELLS);
    // Then
    await().atMost(SOON).until(() -> operator.get("/readyz").statusCode() == 200);
    fixture.awaitState("one", "accepted", SOON);
    assertThat(operator.log())
        .contains("all required permissions are granted")
        .doesNotContain("\tat ");
  }

  @Test
  void itWaitsForTheRightToWatchAndThenWorks() throws Exception {
    // Given
    allow(fixture.namespace(), TELLS, WRITES);
    // When
    var operator = start("");
    // Then
    operator.awaitLog(
        "not allowed to list cloudaccounts.vpcep.io in namespace %1$s; watch cloudaccounts.vpcep.io in namespace %1$s"
            .formatted(fixture.namespace()));
    assertThat(operator.log()).contains("get secrets in namespace " + fixture.namespace());
    // When
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // Then
    operator.awaitReady();
    fixture.awaitState("one", "accepted", SOON);
    assertThat(operator.log()).doesNotContain("\tat ");
  }

  @Test
  void itSaysThatARightWasTakenFromItWhileItRan() throws Exception {
    // Given
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    var operator = start("").awaitReady();
    fixture.awaitState("one", "accepted", SOON);
    // When
    allow(fixture.namespace(), WATCHES, TELLS, READS_SECRETS);
    fixture.change(SERVICE, "one", "failed");
    // Then
    await()
        .atMost(SOON)
        .until(
            () -> operator.get("/readyz").body(),
            body -> body.contains("update vpcendpointconnections.vpcep.io/status in namespace "));
    assertThat(operator.log())
        .contains(
            "cannot write the status, retrying: ",
            "kind=VpcEndpointConnection namespace=%s name=one".formatted(fixture.namespace()))
        .doesNotContain("\tat ");
    // When
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // Then
    fixture.awaitState("one", "failed", SOON);
    await().atMost(SOON).until(() -> operator.get("/readyz").statusCode() == 200);
    assertThat(fixture.eventReasons("one"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
  }

  @Test
  void withoutTheRightToRecordEventsStatusesAreWrittenAndItMakesUpForTheEventsLater()
      throws Exception {
    // Given
    allow(fixture.namespace(), WATCHES, WRITES, READS_SECRETS);
    start("");
    // When
    fixture.awaitState("one", "accepted", SOON);
    fixture.change(SERVICE, "one", "failed");
    // Then
    fixture.awaitState("one", "failed", SOON);
    assertThat(fixture.connection("one").getStatus().unrecordedEvents())
        .extracting(UnrecordedEvent::reason)
        .containsExactly("ConnectionAccepted", "ConnectionFailed");
    // When
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // Then
    await()
        .atMost(Duration.ofSeconds(100))
        .until(() -> fixture.connection("one").getStatus().unrecordedEvents() == null);
    assertThat(fixture.eventReasons("one"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
  }

  @Test
  void itIsContentWithARoleThatNamesTheSecrets() throws Exception {
    // Given
    allow(
        fixture.namespace(),
        WATCHES,
        WRITES,
        TELLS,
        new PolicyRuleBuilder(READS_SECRETS).withResourceNames("credentials").build());
    // When
    var operator = start("").awaitReady();
    // Then
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
    fixture.awaitState("one", "accepted", SOON);
  }

  @Test
  void itSaysThatItMayNotStandForElection() throws Exception {
    // Given
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // When
    var operator =
        start("leaderElection: {enabled: true, leaseNamespace: %s}".formatted(fixture.namespace()));
    // Then
    operator.awaitLog(
        "not allowed to get leases.coordination.k8s.io vpcep-operator in namespace %1$s; create leases.coordination.k8s.io in namespace %1$s; update leases.coordination.k8s.io vpcep-operator in namespace %1$s"
            .formatted(fixture.namespace()));
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(503);
    // When
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS, LEADS);
    // Then
    operator.awaitLog("leading: acquired the lease ");
    fixture.awaitState("one", "accepted", SOON);
    await().atMost(SOON).until(() -> operator.get("/readyz").statusCode() == 200);
  }

  @Test
  void itWorksForTheOtherNamespacesWhereOneDoesNotExistAndForThatOneOnceItDoes() throws Exception {
    // Given
    var later = fixture.namespace() + "-later";
    allow(fixture.namespace(), WATCHES, WRITES, TELLS, READS_SECRETS);
    // When
    var operator =
        start("watch: {namespaces: [%s, %s]}".formatted(fixture.namespace(), later)).awaitReady();
    // Then
    fixture.awaitState("one", "accepted", SOON);
    assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(operator.log())
        .contains(
            "not watching the namespace: it does not exist, or the operator has no permissions in it"
                + " namespace="
                + later);
    // When
    fixture.kubectl("create", "namespace", later);
    allow(later, WATCHES, WRITES, TELLS, READS_SECRETS);
    fixture
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
            () -> fixture.kubectl("get", "vpcea", "late", "-n", later),
            account -> account.contains("SecretNotFound"));
    assertThat(fixture.condition("one", "Ready")).isEqualTo("True Accepted");
  }

  /** Starts the operator as the trimmed account; more is YAML of its configuration. */
  private OperatorJar start(String more) throws Exception {
    var token = fixture.kubectl("create", "token", "trimmed").strip();
    return fixture
        .jar("trimmed", "polling: {defaultInterval: 1s, minInterval: 1s}\n" + more)
        .as(fixture.plane().writeKubeconfig(fixture.folder().resolve("trimmed"), token))
        .start();
  }

  /** Gives the operator's account these rights in a namespace, and no others. */
  private void allow(String namespace, PolicyRule... rules) {
    fixture
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
    fixture
        .user()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("trimmed")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "trimmed")
                .addNewSubject(null, "ServiceAccount", "trimmed", fixture.namespace())
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
