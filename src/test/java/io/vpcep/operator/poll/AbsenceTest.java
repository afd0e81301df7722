package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.byMarker;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What it takes to say that a connection is not there. */
class AbsenceTest {

  private static final Presence ABSENT = new Presence.Absent();
  private static final CloudFailure GARBLED = failure(Reason.INVALID_RESPONSE);

  private final PollerFixture pollerFixture = new PollerFixture(() -> 0);

  @Test
  void aConnectionThatIsNotListedIsAskedForByItsEndpoint() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(3));
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w"))
        .isEqualTo(Observation.of(ABSENT, at(NOON.plusMillis(200))));
    assertThat(pollerFixture.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.ofEndpoint("gone"));
  }

  @Test
  void aConnectionThatIsNotListedIsAskedForByItsMarker() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(3));
    pollerFixture.watch("w", byMarker(77));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(ABSENT);
    assertThat(pollerFixture.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.ofMarker(77));
  }

  @Test
  void whereNothingCanBeAskedForAloneAnotherListConfirms() {
    // Given
    pollerFixture.cloud.cannotFilter();
    pollerFixture.cloud.holds("service-1", connections(3));
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(ABSENT);
    assertThat(pollerFixture.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.pageFrom(0));
  }

  @Test
  void listsThatHideAConnectionWhileOthersGoAndComeDoNotConfirmEachOther() {
    // Given
    pollerFixture.cloud.cannotFilter();
    pollerFixture.cloud.givesAtMost(2);
    pollerFixture.cloud.holds("service-1", connections(6));
    pollerFixture.watch("w", aWatch("endpoint-4"));
    var call = new AtomicInteger();

    // When
    pollerFixture.cloud.afterEachCall(
        query -> {
          int number = call.incrementAndGet();
          if (number >= 2 && number <= 4) {
            pollerFixture.cloud.remove("service-1", "endpoint-" + (number - 2));
            pollerFixture.cloud.put("service-1", connection(100 + number));
          }
        });
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isNotEqualTo(ABSENT);

    // When
    pollerFixture.cloud.afterEachCall(query -> {});
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
  }

  @Test
  void whereThatIsCheaperAnotherListConfirmsForMany() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(3));
    IntStream.range(0, 20).forEach(i -> pollerFixture.watch("w" + i, aWatch("gone-" + i)));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w19").presence()).isEqualTo(ABSENT);
    assertThat(pollerFixture.cloud.calls()).hasSize(2);
  }

  @Test
  void anEmptyListIsAListToo() {
    // Given
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(ABSENT);
  }

  @Test
  void whatIsKnownToBeAbsentNeedsNoSecondLook() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(3));
    pollerFixture.watch("w", aWatch("gone"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.cloud.calls()).containsExactly(ListQuery.pageFrom(0));
    assertThat(pollerFixture.known("w").since()).isEqualTo(at(NOON.plusMillis(60_200)));
  }

  @Test
  void whatReappearsIsSeenAtTheNextPoll() {
    // Given
    pollerFixture.watch("w", aWatch("back"));
    pollerFixture.time.pass(SECOND);
    var back = aConnection().of("back").build();
    pollerFixture.cloud.put("service-1", back);

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Present(back));
    assertThat(pollerFixture.news()).containsExactly("w", "w");
  }

  @Test
  void aSecondLookThatFailsLeavesTheQuestionOpen() {
    // Given
    pollerFixture.cloud.failsLookUps(failure(Reason.FORBIDDEN));
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w"))
        .isEqualTo(Observation.awaited(at(NOON)).failing(failure(Reason.FORBIDDEN)));
  }

  @Test
  void throttledSecondLooksStopAtTheFirst() {
    // Given
    pollerFixture.cloud.givesAtMost(1);
    pollerFixture.cloud.holds("service-1", connections(5));
    IntStream.range(0, 5).forEach(i -> pollerFixture.watch("w" + i, aWatch("gone-" + i)));
    pollerFixture.cloud.failsLookUps(failure(Reason.THROTTLED));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(6);
    assertThat(pollerFixture.known("w4").failure()).isEqualTo(failure(Reason.THROTTLED));
  }

  @Test
  void aPageThatFailedCannotTellThatAnythingIsAbsent() {
    // Given
    pollerFixture.cloud.givesAtMost(2);
    pollerFixture.cloud.holds("service-1", connections(1500));
    pollerFixture.cloud.failsAt(2, failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Nothing());
    assertThat(pollerFixture.known("w").failure()).isEqualTo(failure(Reason.CLOUD_UNAVAILABLE));
  }

  @Test
  void whatWasHiddenByAChangeBetweenTwoPagesIsFoundByTheSecondLook() {
    // Given
    pollerFixture.cloud.givesAtMost(2);
    pollerFixture.cloud.holds("service-1", connections(4));
    once(
        () -> {
          pollerFixture.cloud.remove("service-1", "endpoint-0");
          pollerFixture.cloud.put("service-1", connection(9));
        });
    pollerFixture.watch("w", aWatch("endpoint-2"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w"))
        .isEqualTo(Observation.of(new Presence.Present(connection(2)), at(NOON.plusMillis(200))));
  }

  @Test
  void whatWasHiddenFromAListIsFoundByAnotherWhereNothingCanBeAskedForAlone() {
    // Given
    pollerFixture.cloud.cannotFilter();
    pollerFixture.cloud.givesAtMost(2);
    pollerFixture.cloud.holds("service-1", connections(4));
    once(() -> pollerFixture.cloud.remove("service-1", "endpoint-0"));
    pollerFixture.watch("w", aWatch("endpoint-2"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Present(connection(2)));
  }

  @Test
  void aListThatChangedOnceIsWalkedAgainBeforeAnythingIsCalledAbsent() {
    // Given
    pollerFixture.cloud.givesAtMost(2);
    pollerFixture.cloud.holds("service-1", connections(4));
    once(() -> pollerFixture.cloud.put("service-1", connection(9)));
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w"))
        .isEqualTo(Observation.of(ABSENT, at(NOON.plusMillis(200))));
  }

  @Test
  void aListThatNeverStandsStillIsFollowedButTellsOfNoAbsence() {
    // Given
    pollerFixture.cloud.givesAtMost(2);
    pollerFixture.cloud.holds("service-1", connections(4));
    var added = new AtomicInteger(100);
    pollerFixture.cloud.afterEachCall(
        query -> {
          if (query.offset() == 0) {
            pollerFixture.cloud.put("service-1", connection(added.incrementAndGet()));
          }
        });
    pollerFixture.watch("there", aWatch("endpoint-3"));
    pollerFixture.watch("gone", aWatch("gone"));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("there").failure()).isNull();
    assertThat(pollerFixture.known("there").presence())
        .isEqualTo(new Presence.Present(connection(3)));
    assertThat(pollerFixture.known("gone").presence()).isEqualTo(new Presence.Nothing());
    assertThat(pollerFixture.known("gone").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.CLOUD_UNAVAILABLE,
                "The list of VPC endpoint service service-1 kept changing while it was read."));
  }

  @Test
  void anItemThatCannotBeUnderstoodFailsOnlyItself() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.cloud.garble("service-1", "odd", 5L, GARBLED);
    pollerFixture.watch("odd", aWatch("odd"));
    pollerFixture.watch("odd by marker", byMarker(5));
    pollerFixture.watch("fine", aWatch("endpoint-1"));
    pollerFixture.watch("gone", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("odd"))
        .isEqualTo(Observation.awaited(at(NOON)).failing(GARBLED));
    assertThat(pollerFixture.known("odd by marker").failure()).isEqualTo(GARBLED);
    assertThat(pollerFixture.known("fine").presence())
        .isEqualTo(new Presence.Present(connection(1)));
    assertThat(pollerFixture.known("gone").presence()).isEqualTo(ABSENT);
  }

  @Test
  void anItemWithoutANameMayBeAnybody() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.cloud.garble("service-1", null, null, GARBLED);
    pollerFixture.watch("w", aWatch("gone"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Nothing());
  }

  @Test
  void aResponseThatLooksLikeSomebodyElseIsNoConfirmation() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.watch("w", aWatch("gone"));
    pollerFixture.cloud.afterEachCall(query -> pollerFixture.cloud.ignoresFilters());

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Nothing());
    assertThat(pollerFixture.known("w").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The cloud listed other connections than the requested one."));
  }

  /** Between the first two pages. */
  private void once(Runnable change) {
    pollerFixture.cloud.afterEachCall(
        query -> {
          pollerFixture.cloud.afterEachCall(later -> {});
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
