package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.NOON;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.byMarker;
import static io.vpcep.operator.poll.Polling.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Sighting;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What it takes to say that a connection is not there. */
class AbsenceTest {

  private static final Sighting ABSENT = new Sighting.Absent();
  private static final CloudFailure GARBLED = failure(Reason.INVALID_RESPONSE);

  private final Polling polling = new Polling(() -> 0);

  @Test
  void aConnectionThatIsNotListedIsAskedForByItsEndpoint() {
    // Given
    polling.cloud.holds("service-1", connections(3));
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w")).isEqualTo(Observation.of(ABSENT, at(NOON.plusMillis(200))));
    assertThat(polling.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.ofEndpoint("gone"));
  }

  @Test
  void aConnectionThatIsNotListedIsAskedForByItsMarker() {
    // Given
    polling.cloud.holds("service-1", connections(3));
    polling.watch("w", byMarker(77));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(ABSENT);
    assertThat(polling.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.ofMarker(77));
  }

  @Test
  void whereNothingCanBeAskedForAloneAnotherListConfirms() {
    // Given
    polling.cloud.cannotFilter();
    polling.cloud.holds("service-1", connections(3));
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(ABSENT);
    assertThat(polling.cloud.calls()).containsExactly(ListQuery.pageFrom(0), ListQuery.pageFrom(0));
  }

  @Test
  void whereThatIsCheaperAnotherListConfirmsForMany() {
    // Given
    polling.cloud.holds("service-1", connections(3));
    IntStream.range(0, 20).forEach(i -> polling.watch("w" + i, aWatch("gone-" + i)));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w19").sighting()).isEqualTo(ABSENT);
    assertThat(polling.cloud.calls()).hasSize(2);
  }

  @Test
  void anEmptyListIsAListToo() {
    // Given
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(ABSENT);
  }

  @Test
  void whatIsKnownToBeAbsentNeedsNoSecondLook() {
    // Given
    polling.cloud.holds("service-1", connections(3));
    polling.watch("w", aWatch("gone"));
    polling.time.pass(SECOND);
    polling.cloud.calls().clear();

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.cloud.calls()).containsExactly(ListQuery.pageFrom(0));
    assertThat(polling.known("w").since()).isEqualTo(at(NOON.plusMillis(60_200)));
  }

  @Test
  void whatReappearsIsSeenAtTheNextPoll() {
    // Given
    polling.watch("w", aWatch("back"));
    polling.time.pass(SECOND);
    var back = aConnection().of("back").build();
    polling.cloud.put("service-1", back);

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Present(back));
    assertThat(polling.news()).containsExactly("w", "w");
  }

  @Test
  void aSecondLookThatFailsLeavesTheQuestionOpen() {
    // Given
    polling.cloud.failsLookUps(failure(Reason.FORBIDDEN));
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w"))
        .isEqualTo(Observation.awaited(at(NOON)).failing(failure(Reason.FORBIDDEN)));
  }

  @Test
  void throttledSecondLooksStopAtTheFirst() {
    // Given
    polling.cloud.givesAtMost(1);
    polling.cloud.holds("service-1", connections(5));
    IntStream.range(0, 5).forEach(i -> polling.watch("w" + i, aWatch("gone-" + i)));
    polling.cloud.failsLookUps(failure(Reason.THROTTLED));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.cloud.calls()).hasSize(6);
    assertThat(polling.known("w4").failure()).isEqualTo(failure(Reason.THROTTLED));
  }

  @Test
  void aPageThatFailedCannotTellThatAnythingIsAbsent() {
    // Given
    polling.cloud.givesAtMost(2);
    polling.cloud.holds("service-1", connections(1500));
    polling.cloud.failsAt(2, failure(Reason.CLOUD_UNAVAILABLE));
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Nothing());
    assertThat(polling.known("w").failure()).isEqualTo(failure(Reason.CLOUD_UNAVAILABLE));
  }

  @Test
  void whatWasHiddenByAChangeBetweenTwoPagesIsFoundByTheSecondLook() {
    // Given
    polling.cloud.givesAtMost(2);
    polling.cloud.holds("service-1", connections(4));
    once(
        () -> {
          polling.cloud.remove("service-1", "endpoint-0");
          polling.cloud.put("service-1", connection(9));
        });
    polling.watch("w", aWatch("endpoint-2"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w"))
        .isEqualTo(Observation.of(new Sighting.Present(connection(2)), at(NOON.plusMillis(200))));
  }

  @Test
  void whatWasHiddenFromAListIsFoundByAnotherWhereNothingCanBeAskedForAlone() {
    // Given
    polling.cloud.cannotFilter();
    polling.cloud.givesAtMost(2);
    polling.cloud.holds("service-1", connections(4));
    once(() -> polling.cloud.remove("service-1", "endpoint-0"));
    polling.watch("w", aWatch("endpoint-2"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Present(connection(2)));
  }

  @Test
  void aListThatChangedOnceIsWalkedAgainBeforeAnythingIsCalledAbsent() {
    // Given
    polling.cloud.givesAtMost(2);
    polling.cloud.holds("service-1", connections(4));
    once(() -> polling.cloud.put("service-1", connection(9)));
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w")).isEqualTo(Observation.of(ABSENT, at(NOON.plusMillis(200))));
  }

  @Test
  void aListThatNeverStandsStillIsFollowedButTellsOfNoAbsence() {
    // Given
    polling.cloud.givesAtMost(2);
    polling.cloud.holds("service-1", connections(4));
    var added = new AtomicInteger(100);
    polling.cloud.afterEachCall(
        query -> {
          if (query.offset() == 0) {
            polling.cloud.put("service-1", connection(added.incrementAndGet()));
          }
        });
    polling.watch("there", aWatch("endpoint-3"));
    polling.watch("gone", aWatch("gone"));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("there").failure()).isNull();
    assertThat(polling.known("there").sighting()).isEqualTo(new Sighting.Present(connection(3)));
    assertThat(polling.known("gone").sighting()).isEqualTo(new Sighting.Nothing());
    assertThat(polling.known("gone").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.CLOUD_UNAVAILABLE,
                "the list of VPC endpoint service service-1 kept changing while it was read"));
  }

  @Test
  void anItemThatCannotBeUnderstoodFailsOnlyItself() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.cloud.garble("service-1", "odd", 5L, GARBLED);
    polling.watch("odd", aWatch("odd"));
    polling.watch("odd by marker", byMarker(5));
    polling.watch("fine", aWatch("endpoint-1"));
    polling.watch("gone", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("odd")).isEqualTo(Observation.awaited(at(NOON)).failing(GARBLED));
    assertThat(polling.known("odd by marker").failure()).isEqualTo(GARBLED);
    assertThat(polling.known("fine").sighting()).isEqualTo(new Sighting.Present(connection(1)));
    assertThat(polling.known("gone").sighting()).isEqualTo(ABSENT);
  }

  @Test
  void anItemWithoutANameMayBeAnybody() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.cloud.garble("service-1", null, null, GARBLED);
    polling.watch("w", aWatch("gone"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Nothing());
  }

  @Test
  void anAnswerThatLooksLikeSomebodyElseIsNoConfirmation() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.watch("w", aWatch("gone"));
    polling.cloud.afterEachCall(query -> polling.cloud.ignoresFilters());

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Nothing());
    assertThat(polling.known("w").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE, "asked for one connection, the cloud listed others"));
  }

  /** Between the first two pages. */
  private void once(Runnable change) {
    polling.cloud.afterEachCall(
        query -> {
          polling.cloud.afterEachCall(later -> {});
          change.run();
        });
  }

  private static Connection connection(long number) {
    return aConnection().of("endpoint-" + number).marked(number).build();
  }

  private static Connection[] connections(int count) {
    return IntStream.range(0, count).mapToObj(AbsenceTest::connection).toArray(Connection[]::new);
  }
}
