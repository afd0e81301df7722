package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One API of a cloud refuses credentials that the rest of the cloud accepts. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class ApiRefusalIT {

  private static final Duration SOON = ofSeconds(15);

  private final ControlPlane plane;

  ApiRefusalIT(ControlPlane plane) {
    this.plane = plane;
  }

  @ParameterizedTest
  @CsvSource({"token", "key", "password"})
  void whatCssAloneRefusesLeavesVpcepAsItWas(String credentials) throws Exception {
    try (var stage = stage(credentials);
        var accounts = History.of(stage, CloudAccount.class);
        var connections = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      await().atMost(SOON).until(() -> stage.condition("of-css", "Ready"), "True Accepted"::equals);
      await()
          .atMost(SOON)
          .until(() -> stage.condition("of-vpcep", "Ready"), "True Accepted"::equals);
      // When
      var start = Instant.now();
      stage.cloud().faults().add(Fault.status(401, Target.of(Api.CSS)));
      // Then
      await()
          .atMost(SOON)
          .until(() -> stage.condition("of-css", "Synced"), "False Forbidden"::equals);
      assertThat(stage.message("of-css", "Synced")).contains("The CSS API refused the credentials");
      await()
          .during(ofSeconds(40))
          .atMost(ofSeconds(60))
          .until(() -> stage.accountReady("prod").startsWith("True"));
      assertThat(accounts.of("prod", start)).isEmpty();
      assertThat(connections.of("of-vpcep", start)).isEmpty();
      var calls = stage.calls("service").between(start, Instant.MAX);
      assertThat(calls.answeredWith(200).count()).isEqualTo(calls.count()).isGreaterThan(35);
      assertThat(calls.gaps()).allMatch(gap -> gap.compareTo(ofSeconds(2)) < 0);
      assertThat(stage.calls("cluster").answeredWith(401).between(start, Instant.MAX).count())
          .isBetween(2, 3);
    }
  }

  @Test
  void anApiThatAcceptsTheCredentialsAgainIsReadAgain() throws Exception {
    try (var stage = stage("key")) {
      // Given
      await().atMost(SOON).until(() -> stage.condition("of-css", "Ready"), "True Accepted"::equals);
      stage.cloud().faults().add(Fault.status(401, Target.of(Api.CSS)));
      await()
          .atMost(SOON)
          .until(() -> stage.condition("of-css", "Synced"), "False Forbidden"::equals);
      // When
      stage.cloud().faults().clear();
      // Then
      await()
          .atMost(ofSeconds(40))
          .until(() -> stage.condition("of-css", "Synced"), "True Polled"::equals);
    }
  }

  private OperatorFixture stage(String credentials) throws Exception {
    var stage =
        OperatorFixture.set(
            plane, "api-refusal", "polling: {defaultInterval: 1s, minInterval: 1s}");
    stage.secret(
        "prod",
        switch (credentials) {
          case "token" -> Map.of("token", OperatorFixture.TOKEN);
          case "key" ->
              Map.of("accessKey", "emulator-access-key", "secretKey", "emulator-secret-key");
          default ->
              Map.of(
                  "userName",
                  "emulator",
                  "password",
                  "emulator-password",
                  "domainName",
                  "emulator");
        });
    stage.applyAccount(
        "prod",
        "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: prod}}");
    watch(stage, "of-vpcep", "vpcEndpointService", SourceRef.service("service"));
    watch(stage, "of-css", "cssCluster", SourceRef.cluster("cluster"));
    return stage.startOperator();
  }

  private static void watch(OperatorFixture stage, String name, String field, SourceRef source) {
    stage.cloud().world().put(source, name, details -> details);
    var id = field.equals("cssCluster") ? "cluster" : "service";
    stage.applyConnection(
        name,
        "{accountRef: {name: prod}, %s: {id: %s}, endpointID: %s}".formatted(field, id, name));
  }
}
