package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.support.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An access key that accounts in several namespaces have, with right and wrong secrets. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class SharedKeyIT {

  private static final Duration SOON = ofSeconds(15);
  private static final String KEY = "shared-key";
  private static final String SECRET_KEY = "secret-key-of-the-owner";

  private final ControlPlane plane;
  private final OperatorFixture stage;
  private final List<KubernetesClient> others = new ArrayList<>();

  SharedKeyIT(ControlPlane plane) throws Exception {
    this.plane = plane;
    stage =
        OperatorFixture.set(
            plane,
            "shared-key",
            "polling: {defaultInterval: 1s, minInterval: 1s}",
            EmulatorOptions.defaults(),
            Scope.CLUSTER);
  }

  @BeforeEach
  void anAccountWithTheRightSecretIsPolled() throws Exception {
    stage.cloud().identity().accessKeys().put(new AccessKey(KEY, SECRET_KEY, null));
    stage.cloud().world().put(SourceRef.service("service"), "shop", details -> details);
    stage.secret("owner", Map.of("accessKey", KEY, "secretKey", SECRET_KEY));
    stage.applyAccount(
        "owner",
        "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: owner}}");
    stage.applyConnection(
        "shop", "{accountRef: {name: owner}, vpcEndpointService: {id: service}, endpointID: shop}");
    stage.startOperator();
    await().atMost(SOON).until(() -> stage.condition("shop", "Ready"), "True Accepted"::equals);
  }

  @AfterEach
  void end() {
    for (var other : others) {
      other.resources(CloudAccount.class).delete();
      other.close();
    }
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"same", "different"})
  void wrongSecretsInTenNamespacesCostFourRefusedCallsAndSlowOnlyThemselves(String secrets) {
    // Given
    var start = Instant.now();
    // When
    for (int i = 0; i < 10; i++) {
      account("wrong-secret-key" + (secrets.equals("same") ? "" : "-" + i));
    }
    // Then
    await()
        .during(ofSeconds(45))
        .atMost(ofSeconds(60))
        .until(() -> stage.condition("shop", "Synced"), "True Polled"::equals);
    var all = new Calls(stage.cloud().requests().all()).between(start, Instant.MAX);
    assertThat(all.answeredWith(401).count()).isBetween(1, 4);
    var owners = stage.calls("service").between(start, Instant.MAX);
    assertThat(owners.answeredWith(200).count()).isEqualTo(owners.count()).isGreaterThan(40);
    assertThat(owners.gaps()).allMatch(gap -> gap.compareTo(ofSeconds(3)) < 0);
    assertThat(stage.accountReady("owner")).startsWith("True");
  }

  private void account(String secretKey) {
    Traces.secrets(List.of(secretKey));
    var tenant = plane.client(plane.createNamespace("wrong"));
    others.add(tenant);
    tenant
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("wrong")
                .endMetadata()
                .withStringData(Map.of("accessKey", KEY, "secretKey", secretKey))
                .build())
        .create();
    tenant
        .resource(
            TenantFixture.resource(
                "CloudAccount",
                "wrong",
                "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: wrong}}"))
        .create();
  }
}
