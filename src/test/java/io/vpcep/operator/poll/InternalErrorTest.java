package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Sighting;
import io.vpcep.operator.schedule.BackOff;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults in our own code. */
class InternalErrorTest {

  private final Polling polling = new Polling(() -> 0);

  @BeforeEach
  void theServiceHasTwoConnections() {
    polling.cloud.holds(
        "service-1",
        aConnection().of("endpoint-0").build(),
        aConnection().of("endpoint-1").marked(2L).build());
  }

  @Test
  void anErrorInASweepIsShownReportedAndRetriedLessAndLessOften() {
    // Given
    var error = new StackOverflowError();
    polling.cloud.breaksWith(error);
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(polling.known("w").failure())
        .extracting("reason", "message")
        .containsExactly(
            Reason.INTERNAL_ERROR,
            "Internal error in vpcep-operator: the operator's log has the stack trace.");
    assertThat(polling.sweeps()).containsExactly(0.2, 1.2, 3.2, 7.2);
    assertThat(polling.internalErrors).hasSize(4).containsOnly(error);
  }

  @Test
  void whatTheSweepHadReadByThenIsKnown() {
    // Given
    polling.cloud.givesAtMost(1);
    polling.cloud.afterEachCall(
        query -> polling.cloud.breaksWith(new IllegalStateException("bug")));
    polling.watch("w0", aWatch("endpoint-0"));
    polling.watch("w1", aWatch("endpoint-1"));

    // When
    polling.time.pass(Duration.ofMillis(500));

    // Then
    assertThat(polling.known("w0").sighting()).isInstanceOf(Sighting.Present.class);
    assertThat(polling.known("w1").failure()).isEqualTo(CloudFailure.internalError());
  }

  @Test
  void aListenerThatFailsKeepsNoOtherFromItsNews() {
    // Given
    polling.watch("w0", aWatch("endpoint-0"));
    polling.watch("w1", aWatch("endpoint-1"));
    polling.listen(
        name -> {
          throw new IllegalStateException("bug of " + name);
        });

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.news()).containsExactlyInAnyOrder("w0", "w1");
    assertThat(polling.internalErrors).hasSize(2);
  }

  @Test
  void aListenerThatFailsDoesNotEndThePolling() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.breakSweepListener(new StackOverflowError());

    // When
    polling.time.pass(MINUTE.plus(SECOND));

    // Then
    assertThat(polling.news()).containsExactly("w");
    assertThat(polling.cloud.calls()).hasSize(2);
  }

  @Test
  void whoReportsFaultsMayFailToo() {
    // Given
    polling.cloud.breaksWith(new IllegalStateException("bug"));
    polling.breakErrorReporting(new StackOverflowError());
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.cloud.recovers();

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isInstanceOf(Sighting.Present.class);
  }

  @Test
  void anAccountThatCannotSayWhetherItIsKnownHoldsNothingUp() {
    // Given
    polling.breakAccount(new IllegalStateException("bug"));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isInstanceOf(Sighting.Present.class);
    assertThat(polling.internalErrors).hasSize(1);
  }

  @Test
  void aSweepThatCannotBeHandedOverIsRetried() {
    // Given
    polling.executor.breaksWith(new OutOfMemoryError("no thread"));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofMillis(500));
    polling.executor.recovers();

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isInstanceOf(Sighting.Present.class);
    assertThat(polling.sweeps()).containsExactly(1.2);
    assertThat(polling.internalErrors).hasSize(1);
  }

  @Test
  void anInternalErrorSaysNothingOfTheService() {
    // Given
    var breaker = new Breaker(new BackOff(() -> 0));
    var source = Polling.SERVICE;

    // When
    var concernsOthers = breaker.answered(source, CloudFailure.internalError(), polling.time.now());

    // Then
    assertThat(concernsOthers).isFalse();
    assertThat(breaker.earliest(source, polling.time.now())).isEqualTo(polling.time.now());
  }

  @Test
  void nobodyIsNotifiedWhileALockIsHeld() throws InterruptedException {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    var other = new Thread(() -> polling.poller.sources());
    polling.listen(
        name -> {
          other.start();
          try {
            other.join(10_000);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(other.isAlive()).isFalse();
  }
}
