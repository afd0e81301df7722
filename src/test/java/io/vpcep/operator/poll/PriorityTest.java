package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.PollerFixture.ofUid;
import static io.vpcep.operator.poll.PollerFixture.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is read first, and who waits for whom. */
class PriorityTest {

  private final PollerFixture pollerFixture = new PollerFixture();

  @BeforeEach
  void theServiceHasAConnection() {
    pollerFixture.cloud.holds("service-1", aConnection().of("endpoint-0").build());
  }

  @Test
  void whatIsNewGoesFirstAndThePeriodicRestDoesNot() {
    // When
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    var first = pollerFixture.priorities();
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(first).containsExactly(Priority.URGENT);
    assertThat(pollerFixture.priorities()).containsExactly(Priority.NORMAL);
  }

  @Test
  void whatWasThereBeforeAStartDoesNotGoFirst() {
    // When
    pollerFixture.resume("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.priorities()).containsExactly(Priority.NORMAL);
  }

  @Test
  void whatIsAskedForGoesFirst() {
    // Given
    pollerFixture.resume("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(MINUTE);
    pollerFixture.priorities();

    // When
    pollerFixture.watch("w", requesting("now", aWatch("endpoint-0")));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.priorities()).containsExactly(Priority.URGENT);
  }

  @Test
  void whatIsAskedForWhileItsSweepWaitsForAThreadDoesNotWaitBehindTheCrowd() {
    // Given
    pollerFixture.resume("w", aWatch("endpoint-0"));
    pollerFixture.executor.becomesCrowded();
    pollerFixture.time.pass(MINUTE);

    // When
    pollerFixture.watch("new", aWatch("endpoint-0"));

    // Then
    assertThat(pollerFixture.priorities()).containsExactly(Priority.URGENT);
    assertThat(pollerFixture.known("new").presence()).isInstanceOf(Presence.Present.class);
  }

  @Test
  void theTaskThatWasOvertakenReadsNothing() {
    // Given
    pollerFixture.resume("w", aWatch("endpoint-0"));
    pollerFixture.executor.becomesCrowded();
    pollerFixture.time.pass(MINUTE);
    pollerFixture.watch("new", aWatch("endpoint-0"));

    // When
    pollerFixture.executor.empties();

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(1);
  }

  @Test
  void aSourceHasOneTaskOfAPriorityInTheQueueHoweverOftenItIsAskedFor() {
    // Given
    pollerFixture.executor.becomesFull();
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    for (int i = 0; i < 100; i++) {
      pollerFixture.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      pollerFixture.time.pass(MINUTE);
    }

    // Then
    assertThat(pollerFixture.executor.waiting()).isEqualTo(1);
  }

  @Test
  void eachApiOfAnAccountIsAKey() {
    // When
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.executor.taskKeys())
        .containsExactly(new TaskKey("shop", "prod/VpcEndpointService"));
  }

  @Test
  void aKeyIsResponsiveUnlessItsCloudDoesNotRespond() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.failsAlways(failure(Reason.FORBIDDEN));
    pollerFixture.time.pass(MINUTE);

    // When
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.executor.responses())
        .as("at the first page, at its sweep's end, for the refusal, for the silence")
        .startsWith(true, true, true, false);
  }

  @Test
  void aKeyWhoseCloudFailsWithOnePageIsResponsive() {
    // Given
    pollerFixture.cloud.holds(
        "service-1",
        IntStream.range(0, 2500)
            .mapToObj(i -> aConnection().of("endpoint-" + i).build())
            .toArray(Connection[]::new));
    pollerFixture.cloud.failsAt(1000, failure(Reason.CLOUD_UNAVAILABLE));

    // When
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.executor.responses()).isNotEmpty().doesNotContain(false);
  }

  @Test
  void aSweepThatMadeNoCallSaysNothingOfTheKey() {
    // Given
    pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.executor.responses()).isEmpty();
  }

  @Test
  void anInternalErrorSaysNothingOfTheKey() {
    // Given
    pollerFixture.cloud.breaksWith(new IllegalStateException("bug"));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.executor.responses()).isEmpty();
  }

  @Test
  void aNewResourceThatWaitedForItsAccountStillGoesFirst() {
    // Given
    pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(MINUTE);
    pollerFixture.priorities();
    pollerFixture.refuse(null);

    // When
    pollerFixture.poller.accountReady(ACCOUNT);
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.priorities()).containsExactly(Priority.URGENT);
  }

  @Test
  void aSweepWaitsUntilItsAccountIsKnown() {
    // Given
    pollerFixture.accountIsKnown(false);
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofSeconds(5));
    var meanwhile = pollerFixture.sweeps();

    // When
    pollerFixture.accountIsKnown(true);
    pollerFixture.poller.accountReady(ACCOUNT);
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(meanwhile).isEmpty();
    assertThat(pollerFixture.sweeps()).containsExactly(5.0);
  }

  @Test
  void aSweepWaitsTenSecondsForItsAccountAtMost() {
    // Given
    pollerFixture.accountIsKnown(false);
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(20));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(10.2);
  }

  @Test
  void aSweepDoesNotWaitAnewForAnAccountThatSaysThisAndThat() {
    // Given
    pollerFixture.accountIsKnown(false);
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofSeconds(5));

    // When
    pollerFixture.poller.accountReady(ACCOUNT);
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(10.2);
  }

  @Test
  void aSweepThatNobodyWaitsForAnyMoreIsNotMade() {
    // Given
    pollerFixture.executor.becomesFull();
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.unwatch("w");

    // When
    pollerFixture.executor.empties();

    // Then
    assertThat(pollerFixture.cloud.calls()).isEmpty();
    assertThat(pollerFixture.time.planned()).isZero();
  }

  @Test
  void aResourceThatIsCreatedAgainIsANewOne() {
    // Given
    pollerFixture.watch("w", requesting("old", aWatch("endpoint-0")));
    pollerFixture.time.pass(MINUTE);
    pollerFixture.priorities();

    // When
    var first = pollerFixture.resume("w", ofUid("uid-2", requesting("new", aWatch("endpoint-0"))));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(first).isEqualTo(Observation.awaited(at(NOON.plus(MINUTE))));
    assertThat(pollerFixture.priorities()).containsExactly(Priority.URGENT);
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
  }

  @Test
  void aResourceThatIsCreatedAgainDuringASweepIsNotifiedByTheNext() {
    // Given
    pollerFixture.cloud.remove("service-1", "endpoint-0");
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.afterEachCall(
        query -> {
          pollerFixture.cloud.afterEachCall(again -> {});
          pollerFixture.watch("w", ofUid("uid-2", aWatch("endpoint-0")));
        });
    pollerFixture.news();

    // When
    pollerFixture.time.pass(MINUTE.plus(SECOND));

    // Then
    assertThat(pollerFixture.news()).contains("w");
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Absent());
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 60.2, 61.2);
  }

  @Test
  void anAccountThatBecomesKnownWhileItIsLookedAtIsNotWaitedFor() {
    // Given
    pollerFixture.accountBecomesKnownAfterOneLook();
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2);
  }

  @Test
  void anAccountThatIsLostIsReportedAtOnce() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND.multipliedBy(5));
    pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));

    // When
    pollerFixture.poller.accountLost(ACCOUNT);
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").failure()).isEqualTo(failure(Reason.ACCOUNT_NOT_READY));
  }

  @Test
  void aSourceHasOneTimerAndNoneWhenNobodyWatches() {
    // Given
    for (int i = 0; i < 10; i++) {
      pollerFixture.watch("w", requesting("r" + i, aWatch("endpoint-0")));
    }
    int planned = pollerFixture.time.planned();

    // When
    pollerFixture.unwatch("w");

    // Then
    assertThat(planned).isEqualTo(1);
    assertThat(pollerFixture.time.planned()).isZero();
  }
}
