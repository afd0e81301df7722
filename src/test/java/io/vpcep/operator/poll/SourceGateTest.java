package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.at;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import org.junit.jupiter.api.Test;

/** Calls that are no sweeps share what sweeps have, and tell sweeps what they showed. */
class SourceGateTest {

  private final PollerFixture pollerFixture = new PollerFixture();

  @Test
  void aSourceIsReadAgainOnceItWasActedOn() {
    pollerFixture.cloud.holds("service-1", aConnection().of("endpoint-1").build());
    pollerFixture.watch("orders-db", aWatch("endpoint-1"));
    pollerFixture.time.pass(SECOND.multipliedBy(5));
    int before = pollerFixture.readings("service-1");

    pollerFixture.poller.acted(SERVICE, null);
    pollerFixture.time.pass(SECOND.multipliedBy(5));

    assertThat(pollerFixture.readings("service-1")).isEqualTo(before + 1);
  }

  @Test
  void nothingIsSentToAnApiThatIsDeadUntilAProbeIsDue() {
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    watchSources(CircuitBreaker.DEAD);
    assertThat(pollerFixture.poller.admits(source(0))).isTrue();

    pollerFixture.time.pass(SECOND);

    assertThat(pollerFixture.poller.admits(source(0))).isFalse();
    assertThat(pollerFixture.poller.admits(source(9))).as("a source nobody watches").isTrue();
  }

  @Test
  void aResponseToAnActionClosesTheCircuit() {
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    watchSources(CircuitBreaker.DEAD);
    pollerFixture.time.pass(SECOND);

    pollerFixture.poller.acted(source(0), failure(Reason.FORBIDDEN));

    assertThat(pollerFixture.poller.admits(source(0))).isTrue();
  }

  @Test
  void actionsThatFailOpenTheCircuitLikeSweeps() {
    for (int i = 0; i < CircuitBreaker.DEAD; i++) {
      pollerFixture.cloud.holds("service-" + i, aConnection().of("endpoint-1").build());
    }
    watchSources(CircuitBreaker.DEAD);
    pollerFixture.time.pass(MINUTE);

    for (int i = 0; i < CircuitBreaker.DEAD; i++) {
      pollerFixture.poller.acted(source(i), failure(Reason.THROTTLED));
    }

    assertThat(pollerFixture.poller.admits(source(0))).isFalse();
  }

  @Test
  void aCallTakesTheTurnOfItsApi() {
    pollerFixture.poller.execute(SERVICE, () -> {});

    assertThat(pollerFixture.executor.taskKeys())
        .singleElement()
        .hasToString("TaskKey[tenant=shop, key=prod/VpcEndpointService]");
  }

  private void watchSources(int count) {
    for (int i = 0; i < count; i++) {
      pollerFixture.watch("connection-" + i, at(source(i), aWatch("endpoint-1")));
    }
  }

  private static SourceKey source(int number) {
    return new SourceKey(
        PollerFixture.ACCOUNT, new Source(SERVICE.source().kind(), "service-" + number));
  }
}
