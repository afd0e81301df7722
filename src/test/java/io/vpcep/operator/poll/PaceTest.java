package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.MIN_INTERVAL;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.at;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.PollerFixture.ofUid;
import static io.vpcep.operator.poll.PollerFixture.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.vpcep.VpcepSource;
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

  private final PollerFixture pollerFixture = new PollerFixture(() -> 0);

  @BeforeEach
  void everyServiceHasConnections() {
    var connections =
        IntStream.range(0, 600)
            .mapToObj(i -> aConnection().of("endpoint-" + i).marked((long) i).build())
            .toArray(Connection[]::new);
    pollerFixture.cloud.holds("service-1", connections).holds("other", connections);
  }

  @Test
  void aPersonWaitsForNothing() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofSeconds(2));

    // When
    for (int i = 0; i < 5; i++) {
      pollerFixture.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      pollerFixture.time.pass(Duration.ofSeconds(2));
    }

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 2.2, 4.2, 6.2, 8.2, 10.2);
  }

  @Test
  void askingInALoopIsPaced() {
    loop(i -> pollerFixture.watch("w", requesting("r" + i, aWatch("endpoint-0"))));
  }

  @Test
  void askingInALoopIsPacedAtTheShortestIntervalToo() {
    loop(
        i ->
            pollerFixture.watch(
                "w", requesting("r" + i, every(MIN_INTERVAL, aWatch("endpoint-0")))));
  }

  @Test
  void newResourcesInALoopArePaced() {
    loop(i -> pollerFixture.watch("w" + i, aWatch("endpoint-" + i)));
  }

  @Test
  void aResourceThatIsMadeAgainInALoopIsPaced() {
    loop(
        i -> {
          pollerFixture.unwatch("w");
          pollerFixture.watch("w", ofUid("uid-" + i, aWatch("endpoint-0")));
        });
  }

  @Test
  void aResourceThatIsMadeAgainUnderItsNameInALoopIsPaced() {
    loop(i -> pollerFixture.watch("w", ofUid("uid-" + i, aWatch("endpoint-0"))));
  }

  @Test
  void aResourceThatComesAndGoesInALoopIsPaced() {
    loop(
        i -> {
          if (i % 3 == 0) {
            pollerFixture.watch("w", aWatch("endpoint-0"));
          } else {
            pollerFixture.unwatch("w");
          }
        });
  }

  @Test
  void aSpecThatChangesInALoopIsPaced() {
    loop(i -> pollerFixture.watch("w", every(MINUTE.plusSeconds(i), aWatch("endpoint-" + i))));
  }

  @Test
  void aSourceThatIsLeftForAnotherAndTurnedToAgainInALoopIsPaced() {
    loop(
        i ->
            pollerFixture.watch(
                "w", at(service(i % 2 == 0 ? "service-1" : "other"), aWatch("endpoint-0"))));
  }

  @Test
  void anAccountThatChangesInALoopIsPaced() {
    pollerFixture.watch("w", aWatch("endpoint-0"));
    loop(i -> pollerFixture.poller.accountChanged(ACCOUNT));
  }

  @Test
  void anAccountThatGoesUpAndDownInALoopIsPaced() {
    pollerFixture.watch("w", aWatch("endpoint-0"));
    loop(
        i -> {
          if (i % 2 == 0) {
            pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
            pollerFixture.poller.accountLost(ACCOUNT);
          } else {
            pollerFixture.refuse(null);
            pollerFixture.poller.accountReady(ACCOUNT);
          }
        });
  }

  @Test
  void anAccountThatGoesUpAndDownDoesNotHastenTheRetriesOfADeadCloud() {
    // Given
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    for (int i = 0; i < 20; i++) {
      pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
      pollerFixture.poller.accountLost(ACCOUNT);
      pollerFixture.time.pass(Duration.ofSeconds(15));
      pollerFixture.refuse(null);
      pollerFixture.poller.accountReady(ACCOUNT);
      pollerFixture.time.pass(Duration.ofSeconds(15));
    }

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSizeLessThan(30);
  }

  @Test
  void whatCostsNoCallCostsNoToken() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    for (int i = 0; i < 10; i++) {
      pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
      pollerFixture.poller.accountLost(ACCOUNT);
      pollerFixture.time.pass(SECOND.multipliedBy(2));
    }
    pollerFixture.refuse(null);
    pollerFixture.poller.accountReady(ACCOUNT);
    pollerFixture.time.pass(SECOND);
    int before = pollerFixture.cloud.calls().size();

    // When
    for (int i = 0; i < 4; i++) {
      pollerFixture.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      pollerFixture.time.pass(Duration.ofSeconds(2));
    }

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(before + 4);
  }

  @Test
  void whoIsPacedIsReadAtTheIntervalAllTheSame() {
    // Given
    for (int i = 0; i < 20; i++) {
      pollerFixture.watch("w", requesting("r" + i, every(MIN_INTERVAL, aWatch("endpoint-0"))));
      pollerFixture.time.pass(SECOND);
    }
    var before = pollerFixture.sweeps().size();

    // When
    pollerFixture.time.pass(MIN_INTERVAL.multipliedBy(30));

    // Then
    assertThat(pollerFixture.sweeps()).hasSize(before + 30);
  }

  @Test
  void aPersonWhoComesBackLaterIsNotPacedForWhatWasBefore() {
    // Given
    for (int i = 0; i < 100; i++) {
      pollerFixture.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      pollerFixture.time.pass(SECOND);
    }
    pollerFixture.unwatch("w");
    pollerFixture.time.pass(MINUTE);
    int before = pollerFixture.cloud.calls().size();

    // When
    for (int i = 0; i < 5; i++) {
      pollerFixture.watch("w" + i, aWatch("endpoint-0"));
      pollerFixture.time.pass(Duration.ofSeconds(2));
    }

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(before + 5);
  }

  @Test
  void whatTheCloudAskedForIsObeyedByWhoLeavesAndComesBack() {
    // Given
    pollerFixture.cloud.failsAlways(
        new CloudFailure(Reason.THROTTLED, "it is Throttled", Duration.ofSeconds(40)));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);

    // When
    pollerFixture.unwatch("w");
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 40.2);
  }

  @Test
  void whatSomebodyAskedForBeforeLeavingIsNotReadForWhoComesAfter() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND.multipliedBy(5));
    pollerFixture.watch("w", requesting("now", aWatch("endpoint-0")));
    pollerFixture.unwatch("w");

    // When
    pollerFixture.resume("v", aWatch("endpoint-0"));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 60.2);
  }

  private void loop(IntConsumer step) {
    // When
    for (int i = 0; i < 600; i++) {
      step.accept(i);
      pollerFixture.time.pass(SECOND);
    }

    // Then
    assertThat(pollerFixture.time.now().nanos()).isEqualTo(TEN_MINUTES.toNanos());
    assertThat(pollerFixture.callsFor("service-1")).isBetween(10, MOST);
  }

  private static SourceKey service(String id) {
    return new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, id));
  }
}
