package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two releases that share the resources by label use one account, and one of them reports on it.
 */
@EndToEnd
class ShardedAccountIT {

  private static final int SWEEPS = 4;

  private final OperatorFixture fixture;

  ShardedAccountIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void theStatusIsWrittenByTheReleaseThatTheLabelNames() throws Exception {
    // Given: of two releases one has no use for the account and knows nothing of it.
    var a = shard("shard-a", "shard=a");
    var b = shard("shard-b", "shard!=a");
    fixture.watch("orders-db", SERVICE, ENDPOINT);
    fixture.label(VpcEndpointConnection.class, "orders-db", Map.of("shard", "a"));
    fixture.awaitState("orders-db", "accepted");
    fixture.awaitAccount(ACCOUNT, "Unknown NotVerified");
    // When
    var history = fixture.history(CloudAccount.class);
    var since = history.now();
    fixture.label(CloudAccount.class, ACCOUNT, Map.of("shard", "a"));
    // Then
    fixture.awaitAccount(ACCOUNT, "True Authenticated");
    awaitSweeps();
    assertThat(fixture.accountReady(ACCOUNT)).startsWith("True Authenticated");
    // the label and one status
    assertThat(history.count(since)).isEqualTo(2);
    assertThat(a.get("/metrics").body()).contains("vpcep_account_ready{");
    assertThat(b.get("/metrics").body()).doesNotContain("vpcep_account_ready{");
    // When
    fixture.label(VpcEndpointConnection.class, "orders-db", Map.of("shard", "b"));
    // Then: whoever does not report on the account can use it.
    await().atMost(SOON).until(() -> a.get("/metrics").body(), text -> !text.contains("orders-db"));
    await().atMost(SOON).until(() -> b.get("/metrics").body(), text -> text.contains("orders-db"));
    awaitSweeps();
    assertThat(fixture.condition("orders-db", "Synced")).isEqualTo("True Polled");
    assertThat(history.count(since)).isEqualTo(2);
  }

  private OperatorJar shard(String name, String selector) throws Exception {
    return fixture
        .jar(
            name,
            """
            polling: {defaultInterval: 1s, minInterval: 1s}
            watch: {namespaces: [%s], labelSelector: "%s"}
            """
                .formatted(fixture.namespace(), selector))
        .start()
        .awaitReady();
  }

  private void awaitSweeps() {
    int calls = fixture.calls(SERVICE).count();
    await().atMost(SOON).until(() -> fixture.calls(SERVICE).count() >= calls + SWEEPS);
  }
}
