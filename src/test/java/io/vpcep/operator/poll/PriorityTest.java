package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.ACCOUNT;
import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.NOON;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.failure;
import static io.vpcep.operator.poll.Polling.ofUid;
import static io.vpcep.operator.poll.Polling.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Sighting;
import io.vpcep.operator.schedule.Lane;
import io.vpcep.operator.schedule.Priority;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is read first, and who waits for whom. */
class PriorityTest {

  private final Polling polling = new Polling();

  @BeforeEach
  void theServiceHasAConnection() {
    polling.cloud.holds("service-1", aConnection().of("endpoint-0").build());
  }

  @Test
  void whatIsNewGoesFirstAndThePeriodicRestDoesNot() {
    // When
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    var first = polling.priorities();
    polling.time.pass(MINUTE);

    // Then
    assertThat(first).containsExactly(Priority.URGENT);
    assertThat(polling.priorities()).containsExactly(Priority.NORMAL);
  }

  @Test
  void whatWasThereBeforeAStartDoesNotGoFirst() {
    // When
    polling.resume("w", aWatch("endpoint-0"));
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.priorities()).containsExactly(Priority.NORMAL);
  }

  @Test
  void whatIsAskedForGoesFirst() {
    // Given
    polling.resume("w", aWatch("endpoint-0"));
    polling.time.pass(MINUTE);
    polling.priorities();

    // When
    polling.watch("w", requesting("now", aWatch("endpoint-0")));
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.priorities()).containsExactly(Priority.URGENT);
  }

  @Test
  void whatIsAskedForWhileItsSweepWaitsForAThreadDoesNotWaitBehindTheCrowd() {
    // Given
    polling.resume("w", aWatch("endpoint-0"));
    polling.executor.becomesCrowded();
    polling.time.pass(MINUTE);

    // When
    polling.watch("new", aWatch("endpoint-0"));

    // Then
    assertThat(polling.priorities()).containsExactly(Priority.URGENT);
    assertThat(polling.known("new").sighting()).isInstanceOf(Sighting.Present.class);
  }

  @Test
  void theTaskThatWasOvertakenReadsNothing() {
    // Given
    polling.resume("w", aWatch("endpoint-0"));
    polling.executor.becomesCrowded();
    polling.time.pass(MINUTE);
    polling.watch("new", aWatch("endpoint-0"));

    // When
    polling.executor.empties();

    // Then
    assertThat(polling.cloud.calls()).hasSize(1);
  }

  @Test
  void aSourceHasOneTaskOfAPriorityInTheQueueHoweverOftenItIsAskedFor() {
    // Given
    polling.executor.becomesFull();
    polling.watch("w", aWatch("endpoint-0"));

    // When
    for (int i = 0; i < 100; i++) {
      polling.watch("w", requesting("r" + i, aWatch("endpoint-0")));
      polling.time.pass(MINUTE);
    }

    // Then
    assertThat(polling.executor.waiting()).isEqualTo(1);
  }

  @Test
  void eachApiOfAnAccountIsALane() {
    // When
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.executor.lanes())
        .containsExactly(new Lane("shop", "prod/VpcEndpointService"));
  }

  @Test
  void aLaneAnswersUnlessItsCloudDoesNot() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.cloud.failsAlways(failure(Reason.FORBIDDEN));
    polling.time.pass(MINUTE);

    // When
    polling.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.executor.answers())
        .as("at the first page, at its sweep's end, for the refusal, for the silence")
        .startsWith(true, true, true, false);
  }

  @Test
  void aLaneWhoseCloudFailsWithOnePageAnswers() {
    // Given
    polling.cloud.holds(
        "service-1",
        IntStream.range(0, 2500)
            .mapToObj(i -> aConnection().of("endpoint-" + i).build())
            .toArray(Connection[]::new));
    polling.cloud.failsAt(1000, failure(Reason.CLOUD_UNAVAILABLE));

    // When
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.executor.answers()).isNotEmpty().doesNotContain(false);
  }

  @Test
  void whatTheCloudWasNotAskedForSaysNothingOfTheLane() {
    // Given
    polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.executor.answers()).isEmpty();
  }

  @Test
  void anInternalErrorSaysNothingOfTheLane() {
    // Given
    polling.cloud.breaksWith(new IllegalStateException("bug"));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.executor.answers()).isEmpty();
  }

  @Test
  void aNewResourceThatWaitedForItsAccountStillGoesFirst() {
    // Given
    polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(MINUTE);
    polling.priorities();
    polling.refuse(null);

    // When
    polling.poller.accountReady(ACCOUNT);
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.priorities()).containsExactly(Priority.URGENT);
  }

  @Test
  void aSweepWaitsUntilItsAccountIsKnown() {
    // Given
    polling.accountIsKnown(false);
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofSeconds(5));
    var meanwhile = polling.sweeps();

    // When
    polling.accountIsKnown(true);
    polling.poller.accountReady(ACCOUNT);
    polling.time.pass(SECOND);

    // Then
    assertThat(meanwhile).isEmpty();
    assertThat(polling.sweeps()).containsExactly(5.0);
  }

  @Test
  void aSweepWaitsTenSecondsForItsAccountAtMost() {
    // Given
    polling.accountIsKnown(false);
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofSeconds(20));

    // Then
    assertThat(polling.sweeps()).containsExactly(10.2);
  }

  @Test
  void aSweepDoesNotWaitAnewForAnAccountThatSaysThisAndThat() {
    // Given
    polling.accountIsKnown(false);
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofSeconds(5));

    // When
    polling.poller.accountReady(ACCOUNT);
    polling.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(polling.sweeps()).containsExactly(10.2);
  }

  @Test
  void aSweepThatNobodyWaitsForAnyMoreIsNotMade() {
    // Given
    polling.executor.becomesFull();
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.unwatch("w");

    // When
    polling.executor.empties();

    // Then
    assertThat(polling.cloud.calls()).isEmpty();
    assertThat(polling.time.planned()).isZero();
  }

  @Test
  void aResourceThatIsCreatedAgainIsANewOne() {
    // Given
    polling.watch("w", requesting("old", aWatch("endpoint-0")));
    polling.time.pass(MINUTE);
    polling.priorities();

    // When
    var first = polling.resume("w", ofUid("uid-2", requesting("new", aWatch("endpoint-0"))));
    polling.time.pass(SECOND);

    // Then
    assertThat(first).isEqualTo(Observation.awaited(at(NOON.plus(MINUTE))));
    assertThat(polling.priorities()).containsExactly(Priority.URGENT);
    assertThat(polling.known("w").sighting()).isInstanceOf(Sighting.Present.class);
  }

  @Test
  void aResourceThatIsCreatedAgainDuringASweepIsToldByTheNext() {
    // Given
    polling.cloud.remove("service-1", "endpoint-0");
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.cloud.afterEachCall(
        query -> {
          polling.cloud.afterEachCall(again -> {});
          polling.watch("w", ofUid("uid-2", aWatch("endpoint-0")));
        });
    polling.news();

    // When
    polling.time.pass(MINUTE.plus(SECOND));

    // Then
    assertThat(polling.news()).contains("w");
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Absent());
    assertThat(polling.sweeps()).containsExactly(0.2, 60.2, 61.2);
  }

  @Test
  void anAccountThatBecomesKnownWhileItIsLookedAtIsNotWaitedFor() {
    // Given
    polling.accountBecomesKnownAfterOneLook();
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2);
  }

  @Test
  void anAccountThatIsLostIsReportedAtOnce() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND.multipliedBy(5));
    polling.refuse(failure(Reason.ACCOUNT_NOT_READY));

    // When
    polling.poller.accountLost(ACCOUNT);
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").failure()).isEqualTo(failure(Reason.ACCOUNT_NOT_READY));
  }

  @Test
  void aSourceHasOneTimerAndNoneWhenNobodyWatches() {
    // Given
    for (int i = 0; i < 10; i++) {
      polling.watch("w", requesting("r" + i, aWatch("endpoint-0")));
    }
    int planned = polling.time.planned();

    // When
    polling.unwatch("w");

    // Then
    assertThat(planned).isEqualTo(1);
    assertThat(polling.time.planned()).isZero();
  }
}
