package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.ACCESS_KEY;
import static io.vpcep.operator.e2e.Credentials.PASSWORD;
import static io.vpcep.operator.e2e.Credentials.TOKEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One API of a cloud refuses credentials that the rest of the cloud accepts. */
@Tag("nightly")
@EndToEnd
class ApiRefusalIT {

  private static final SourceRef SERVICE = SourceRef.service("service");
  private static final SourceRef CLUSTER = SourceRef.cluster("cluster");

  private final OperatorFixture fixture;

  ApiRefusalIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @ParameterizedTest
  @CsvSource({"token", "key", "password"})
  void whatCssAloneRefusesLeavesVpcepAsItWas(String credentials) throws Exception {
    start(credentials);
    // Given
    var accounts = fixture.history(CloudAccount.class);
    var connections = fixture.history(VpcEndpointConnection.class);
    fixture.awaitCondition("of-css", "Ready", "True Accepted");
    fixture.awaitCondition("of-vpcep", "Ready", "True Accepted");
    var start = Collections.max(List.of(accounts.now(), connections.now()));
    // When
    fixture.faults().add(Fault.status(401, Target.of(Api.CSS)));
    // Then
    fixture.awaitCondition("of-css", "Synced", "False Forbidden");
    assertThat(fixture.message("of-css", "Synced")).contains("The CSS API refused the credentials");
    await()
        .during(ofSeconds(40))
        .atMost(ofSeconds(60))
        .until(() -> fixture.accountReady("prod").startsWith("True"));
    assertThat(accounts.of("prod", start)).isEmpty();
    assertThat(connections.of("of-vpcep", start)).isEmpty();
    var calls = fixture.calls(SERVICE).since(start);
    assertThat(calls.answeredWith(200).count()).isEqualTo(calls.count()).isGreaterThan(35);
    assertThat(calls.gaps()).allMatch(gap -> gap.compareTo(ofSeconds(2)) < 0);
    assertThat(fixture.calls(CLUSTER).answeredWith(401).since(start).count()).isBetween(2, 3);
  }

  @Test
  void anApiThatAcceptsTheCredentialsAgainIsReadAgain() throws Exception {
    start("key");
    // Given
    fixture.awaitCondition("of-css", "Ready", "True Accepted");
    fixture.faults().add(Fault.status(401, Target.of(Api.CSS)));
    fixture.awaitCondition("of-css", "Synced", "False Forbidden");
    // When
    fixture.faults().clear();
    // Then
    fixture.awaitCondition("of-css", "Synced", "True Polled", ofSeconds(40));
  }

  private void start(String credentials) throws Exception {
    fixture.secret(
        "prod",
        switch (credentials) {
          case "token" -> Map.of("token", TOKEN);
          case "key" -> ACCESS_KEY;
          default -> PASSWORD;
        });
    fixture.account("prod", "prod");
    fixture.connect(SERVICE, "of-vpcep", "prod");
    fixture.connect(CLUSTER, "of-css", "prod");
    fixture.startOperator();
  }
}
