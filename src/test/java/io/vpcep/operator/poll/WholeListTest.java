package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who watches a source as a whole. */
class WholeListTest {

  private static final int SIZE = 2_500;
  private static final String SOURCE = SERVICE.source().id();
  private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(100));

  private final PollerFixture pollerFixture = new PollerFixture();

  @BeforeEach
  void watchTheWholeSource() {
    pollerFixture.cloud.holds(
        SOURCE,
        IntStream.range(0, SIZE)
            .mapToObj(i -> connection(i, "accepted", LONG_AGO.plusSeconds(i)))
            .toArray(Connection[]::new));
    pollerFixture.watch(
        "whole", new Subscription("uid-whole", SERVICE, null, MINUTE, MINUTE, null, false));
    pollerFixture.time.pass(SECOND);
  }

  @Test
  void seesEveryConnectionOfEveryPage() {
    assertThat(pollerFixture.cloud.calls()).hasSize(3);
    assertThat(listing().size()).isEqualTo(SIZE);
    var listed = listed("endpoint-2499");
    assertThat(listed.state()).isEqualTo(ConnectionState.ACCEPTED);
    assertThat(listed.updatedTime()).isEqualTo(LONG_AGO.plusSeconds(2499));
  }

  @Test
  void sharesTheSweepWithThoseWhoWatchOneConnection() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-7"));
    pollerFixture.time.pass(MINUTE.multipliedBy(3));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(5));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(5).allMatch(call -> call.limit() == 20);
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
  }

  @Test
  void isNotifiedAfterEachSweep() {
    // Given
    pollerFixture.news();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(5));

    // Then
    assertThat(pollerFixture.news()).hasSize(5);
  }

  @Test
  void keepsTheSameListWhileNothingChanges() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(3));
    var before = listing();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(listing()).isSameAs(before);
  }

  @Test
  void seesWhatIsAddedChangedAndRemovedByTheNextSweep() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(3));

    // When
    pollerFixture.cloud.put(
        SOURCE, connection(1, "failed", NOON.plus(MINUTE.multipliedBy(3)).plusSeconds(1)));
    pollerFixture.cloud.put(
        SOURCE, connection(SIZE, "pendingAcceptance", NOON.plus(MINUTE.multipliedBy(3))));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(listing().size()).isEqualTo(SIZE + 1);
    assertThat(listed("endpoint-1").state()).isEqualTo(ConnectionState.FAILED);

    // When
    pollerFixture.cloud.remove(SOURCE, "endpoint-2");
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(listing().size()).isEqualTo(SIZE);
    assertThat(listing().connections()).doesNotContainKey("endpoint-2");
  }

  @Test
  void readsTheWholeListAlthoughLookingUpWouldBeCheaper() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-7"));

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(10));

    // Then
    assertThat(pollerFixture.kinds()).doesNotContain(SweepKind.LOOK_UP);
  }

  @Test
  void saysWhetherAllOfTheListWasReadAndReadsAllOfItForWhoeverNeedsThat() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    assertThat(isWhole()).isFalse();

    // When
    var watch = new Subscription("uid-whole", SERVICE, null, MINUTE, MINUTE, null, false);
    pollerFixture.watch(
        "whole", new Subscription("uid-whole", SERVICE, null, MINUTE, MINUTE, null, true));
    assertThat(isWhole()).isFalse();
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(isWhole()).isTrue();
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL);

    // When
    pollerFixture.watch("whole", watch);
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(isWhole()).isFalse();
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void keepsTheLastListWhileAPageCannotBeRead() {
    // Given
    var seen = pollerFixture.known("whole");
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // Then
    assertThat(pollerFixture.known("whole"))
        .isEqualTo(seen.failing(failure(Reason.CLOUD_UNAVAILABLE)));
  }

  @Test
  void keepsTheLastListWhileTheListNeverStandsStill() {
    // Given
    var before = listing();
    pollerFixture.cloud.sortsBy();
    pollerFixture.cloud.afterEachCall(
        query -> pollerFixture.cloud.put(SOURCE, connection(next(), "accepted", NOON)));

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // Then
    assertThat(listing()).isSameAs(before);
    assertThat(requireNonNull(pollerFixture.known("whole").failure()).message())
        .contains("kept changing while it was read");
  }

  @Test
  void countsWhatCannotBeUnderstoodAndSaysWhatIsWrong() {
    // When
    pollerFixture.cloud.garble(SOURCE, "endpoint-3", null, failure(Reason.INVALID_RESPONSE));
    pollerFixture.time.pass(MINUTE.multipliedBy(11));

    // Then
    assertThat(listing().size()).isEqualTo(SIZE);
    assertThat(listing().connections()).hasSize(SIZE - 1).doesNotContainKey("endpoint-3");
    assertThat(pollerFixture.known("whole").failure()).isEqualTo(failure(Reason.INVALID_RESPONSE));
    assertThat(pollerFixture.known("whole").since()).isGreaterThan(at(NOON.plus(MINUTE)));
  }

  @Test
  void anItemWithoutANameMakesTheListUnreadableAndSaysSoAtOnce() {
    // Given
    var before = listing();

    // When
    pollerFixture.cloud.garble(SOURCE, null, null, failure(Reason.INVALID_RESPONSE));
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // Then
    assertThat(listing()).isSameAs(before);
    assertThat(pollerFixture.known("whole").failure()).isEqualTo(failure(Reason.INVALID_RESPONSE));
  }

  @Test
  void aListThatNobodyWatchesAnyMoreIsNotKept() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-7"));

    // When
    pollerFixture.unwatch("whole");
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // Then
    assertThat(pollerFixture.poller.sources())
        .singleElement()
        .satisfies(view -> assertThat(view.listing()).isNull());
  }

  private int added;

  private int next() {
    return SIZE + 1 + added++;
  }

  private Connection listed(String endpointId) {
    return requireNonNull(listing().connections().get(endpointId));
  }

  private boolean isWhole() {
    return ((Presence.Listed) pollerFixture.known("whole").presence()).isWhole();
  }

  private SourceListing listing() {
    return ((Presence.Listed) pollerFixture.known("whole").presence()).listing();
  }

  private static Connection connection(int i, String state, Instant updated) {
    return aConnection()
        .of("endpoint-" + i)
        .in(state)
        .createdAt(LONG_AGO)
        .updatedAt(updated)
        .build();
  }
}
