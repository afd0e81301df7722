package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An access key that accounts in several namespaces have, with right and wrong secrets. */
@Tag("nightly")
@EndToEnd
class SharedKeyIT {

  private static final String KEY = "shared-key";
  private static final String SECRET_KEY = "secret-key-of-the-owner";

  private final OperatorFixture fixture;

  SharedKeyIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.scope(Scope.CLUSTER).create();
    fixture.identity().accessKeys().put(new AccessKey(KEY, SECRET_KEY, null));
    fixture.secret("owner", Map.of("accessKey", KEY, "secretKey", SECRET_KEY));
    fixture.account("owner", "owner");
    fixture.connect(SourceRef.service("service"), "shop", "owner");
    fixture.startOperator();
    fixture.awaitCondition("shop", "Ready", "True Accepted");
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
        .until(() -> fixture.condition("shop", "Synced"), "True Polled"::equals);
    var all = fixture.calls().since(start);
    assertThat(all.answeredWith(401).count()).isBetween(1, 4);
    var owners = fixture.calls("service").since(start);
    assertThat(owners.answeredWith(200).count()).isEqualTo(owners.count()).isGreaterThan(40);
    assertThat(owners.gaps()).allMatch(gap -> gap.compareTo(ofSeconds(3)) < 0);
    assertThat(fixture.accountReady("owner")).startsWith("True");
  }

  private void account(String secretKey) {
    var tenant = fixture.neighbour("wrong");
    tenant.secret("wrong", Map.of("accessKey", KEY, "secretKey", secretKey));
    tenant.account("wrong", "wrong");
  }
}
