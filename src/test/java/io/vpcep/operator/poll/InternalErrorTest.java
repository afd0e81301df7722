package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.schedule.ExponentialBackoff;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults in our own code. */
class InternalErrorTest {

  private final PollerFixture pollerFixture = new PollerFixture(() -> 0);

  @BeforeEach
  void theServiceHasTwoConnections() {
    pollerFixture.cloud.holds(
        "service-1",
        aConnection().of("endpoint-0").build(),
        aConnection().of("endpoint-1").marked(2L).build());
  }

  @Test
  void anErrorInASweepIsShownReportedAndRetriedLessAndLessOften() {
    // Given
    var error = new StackOverflowError();
    pollerFixture.cloud.breaksWith(error);
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.known("w").failure())
        .extracting("reason", "message")
        .containsExactly(
            Reason.INTERNAL_ERROR,
            "Internal error in vpcep-operator: the operator's log has the stack trace.");
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 1.2, 3.2, 7.2);
    assertThat(pollerFixture.internalErrors).hasSize(4).containsOnly(error);
  }

  @Test
  void whatTheSweepHadReadByThenIsKnown() {
    // Given
    pollerFixture.cloud.givesAtMost(1);
    pollerFixture.cloud.afterEachCall(
        query -> pollerFixture.cloud.breaksWith(new IllegalStateException("bug")));
    pollerFixture.watch("w0", aWatch("endpoint-0"));
    pollerFixture.watch("w1", aWatch("endpoint-1"));

    // When
    pollerFixture.time.pass(Duration.ofMillis(500));

    // Then
    assertThat(pollerFixture.known("w0").presence()).isInstanceOf(Presence.Present.class);
    assertThat(pollerFixture.known("w1").failure()).isEqualTo(CloudFailure.internalError());
  }

  @Test
  void aListenerThatFailsKeepsNoOtherFromItsNews() {
    // Given
    pollerFixture.watch("w0", aWatch("endpoint-0"));
    pollerFixture.watch("w1", aWatch("endpoint-1"));
    pollerFixture.listen(
        name -> {
          throw new IllegalStateException("bug of " + name);
        });

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.news()).containsExactlyInAnyOrder("w0", "w1");
    assertThat(pollerFixture.internalErrors).hasSize(2);
  }

  @Test
  void aListenerThatFailsDoesNotEndThePolling() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.breakSweepListener(new StackOverflowError());

    // When
    pollerFixture.time.pass(MINUTE.plus(SECOND));

    // Then
    assertThat(pollerFixture.news()).containsExactly("w");
    assertThat(pollerFixture.cloud.calls()).hasSize(2);
  }

  @Test
  void whoReportsFaultsMayFailToo() {
    // Given
    pollerFixture.cloud.breaksWith(new IllegalStateException("bug"));
    pollerFixture.breakErrorReporting(new StackOverflowError());
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
  }

  @Test
  void anAccountThatCannotSayWhetherItIsKnownHoldsNothingUp() {
    // Given
    pollerFixture.breakAccount(new IllegalStateException("bug"));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
    assertThat(pollerFixture.internalErrors).hasSize(1);
  }

  @Test
  void aSweepThatCannotBeHandedOverIsRetried() {
    // Given
    pollerFixture.executor.breaksWith(new OutOfMemoryError("no thread"));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofMillis(500));
    pollerFixture.executor.recovers();

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
    assertThat(pollerFixture.sweeps()).containsExactly(1.2);
    assertThat(pollerFixture.internalErrors).hasSize(1);
  }

  @Test
  void anInternalErrorSaysNothingOfTheService() {
    // Given
    var circuitBreaker = new CircuitBreaker(new ExponentialBackoff(() -> 0));
    var source = PollerFixture.SERVICE;

    // When
    var concernsOthers =
        circuitBreaker.completed(source, CloudFailure.internalError(), pollerFixture.time.now());

    // Then
    assertThat(concernsOthers).isFalse();
    assertThat(circuitBreaker.earliest(source, pollerFixture.time.now()))
        .isEqualTo(pollerFixture.time.now());
  }

  @Test
  void nobodyIsNotifiedWhileALockIsHeld() throws InterruptedException {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    var other = new Thread(() -> pollerFixture.poller.sources());
    pollerFixture.listen(
        name -> {
          other.start();
          try {
            other.join(10_000);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(other.isAlive()).isFalse();
  }
}
