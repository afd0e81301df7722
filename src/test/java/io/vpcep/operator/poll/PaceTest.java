package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.ACCOUNT;
import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.MIN_INTERVAL;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.at;
import static io.vpcep.operator.poll.Polling.every;
import static io.vpcep.operator.poll.Polling.failure;
import static io.vpcep.operator.poll.Polling.ofUid;
import static io.vpcep.operator.poll.Polling.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a source is read, whatever is done to make the operator read it. */
class PaceTest {

  private static final Duration TEN_MINUTES = MINUTE.multipliedBy(10);

  /** The first, a burst of five, and one every ten seconds. */
  private static final int MOST = 1 + 5 + 60;

  private final Polling polling = new Polling(() -> 0);

  @BeforeEach
  void everyServiceHasConnections() {
    var connections =
        IntStream.range(0, 600)
            .mapToObj(i -> aConnection().of("endpoint-" + i).marked((long) i).build())
            .toArray(Connection[]::new);
    polling.cloud.holds("service-1", connections).holds("other", connections);
  }

  @Test
  void aPersonWaitsForNothing() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofSeconds(2));

    // When
    for (int i = 0; i < 5; i++) {
      polling.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      polling.time.pass(Duration.ofSeconds(2));
    }

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 2.2, 4.2, 6.2, 8.2, 10.2);
  }

  @Test
  void askingInALoopIsPaced() {
    loop(i -> polling.watch("w", requesting("r" + i, aWatch("endpoint-0"))));
  }

  @Test
  void askingInALoopIsPacedAtTheShortestIntervalToo() {
    loop(i -> polling.watch("w", requesting("r" + i, every(MIN_INTERVAL, aWatch("endpoint-0")))));
  }

  @Test
  void newResourcesInALoopArePaced() {
    loop(i -> polling.watch("w" + i, aWatch("endpoint-" + i)));
  }

  @Test
  void aResourceThatIsMadeAgainInALoopIsPaced() {
    loop(
        i -> {
          polling.unwatch("w");
          polling.watch("w", ofUid("uid-" + i, aWatch("endpoint-0")));
        });
  }

  @Test
  void aResourceThatIsMadeAgainUnderItsNameInALoopIsPaced() {
    loop(i -> polling.watch("w", ofUid("uid-" + i, aWatch("endpoint-0"))));
  }

  @Test
  void aResourceThatComesAndGoesInALoopIsPaced() {
    loop(
        i -> {
          if (i % 3 == 0) {
            polling.watch("w", aWatch("endpoint-0"));
          } else {
            polling.unwatch("w");
          }
        });
  }

  @Test
  void aSpecThatChangesInALoopIsPaced() {
    loop(i -> polling.watch("w", every(MINUTE.plusSeconds(i), aWatch("endpoint-" + i))));
  }

  @Test
  void aSourceThatIsLeftForAnotherAndTurnedToAgainInALoopIsPaced() {
    loop(
        i ->
            polling.watch(
                "w", at(service(i % 2 == 0 ? "service-1" : "other"), aWatch("endpoint-0"))));
  }

  @Test
  void anAccountThatChangesInALoopIsPaced() {
    polling.watch("w", aWatch("endpoint-0"));
    loop(i -> polling.poller.accountChanged(ACCOUNT));
  }

  @Test
  void anAccountThatGoesUpAndDownInALoopIsPaced() {
    polling.watch("w", aWatch("endpoint-0"));
    loop(
        i -> {
          if (i % 2 == 0) {
            polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
            polling.poller.accountLost(ACCOUNT);
          } else {
            polling.refuse(null);
            polling.poller.accountReady(ACCOUNT);
          }
        });
  }

  @Test
  void anAccountThatGoesUpAndDownDoesNotHastenTheRetriesOfADeadCloud() {
    // Given
    polling.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    for (int i = 0; i < 20; i++) {
      polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
      polling.poller.accountLost(ACCOUNT);
      polling.time.pass(Duration.ofSeconds(15));
      polling.refuse(null);
      polling.poller.accountReady(ACCOUNT);
      polling.time.pass(Duration.ofSeconds(15));
    }

    // Then
    assertThat(polling.cloud.calls()).hasSizeLessThan(30);
  }

  @Test
  void whatCostsNoCallCostsNoToken() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    for (int i = 0; i < 10; i++) {
      polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
      polling.poller.accountLost(ACCOUNT);
      polling.time.pass(SECOND.multipliedBy(2));
    }
    polling.refuse(null);
    polling.poller.accountReady(ACCOUNT);
    polling.time.pass(SECOND);
    int before = polling.cloud.calls().size();

    // When
    for (int i = 0; i < 4; i++) {
      polling.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      polling.time.pass(Duration.ofSeconds(2));
    }

    // Then
    assertThat(polling.cloud.calls()).hasSize(before + 4);
  }

  @Test
  void whoIsPacedIsReadAtTheIntervalAllTheSame() {
    // Given
    for (int i = 0; i < 20; i++) {
      polling.watch("w", requesting("r" + i, every(MIN_INTERVAL, aWatch("endpoint-0"))));
      polling.time.pass(SECOND);
    }
    var before = polling.sweeps().size();

    // When
    polling.time.pass(MIN_INTERVAL.multipliedBy(30));

    // Then
    assertThat(polling.sweeps()).hasSize(before + 30);
  }

  @Test
  void aPersonWhoComesBackLaterIsNotPacedForWhatWasBefore() {
    // Given
    for (int i = 0; i < 100; i++) {
      polling.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      polling.time.pass(SECOND);
    }
    polling.unwatch("w");
    polling.time.pass(MINUTE);
    int before = polling.cloud.calls().size();

    // When
    for (int i = 0; i < 5; i++) {
      polling.watch("w" + i, aWatch("endpoint-0"));
      polling.time.pass(Duration.ofSeconds(2));
    }

    // Then
    assertThat(polling.cloud.calls()).hasSize(before + 5);
  }

  @Test
  void whatTheCloudAskedForIsObeyedByWhoLeavesAndComesBack() {
    // Given
    polling.cloud.failsAlways(
        new CloudFailure(Reason.THROTTLED, "it is Throttled", Duration.ofSeconds(40)));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);

    // When
    polling.unwatch("w");
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 40.2);
  }

  private void loop(IntConsumer step) {
    // When
    for (int i = 0; i < 600; i++) {
      step.accept(i);
      polling.time.pass(SECOND);
    }

    // Then
    assertThat(polling.time.now().nanos()).isEqualTo(TEN_MINUTES.toNanos());
    assertThat(polling.callsFor("service-1")).isBetween(10, MOST);
  }

  private static SourceKey service(String id) {
    return new SourceKey(ACCOUNT, new Source(Source.Kind.VPC_ENDPOINT_SERVICE, id));
  }
}
