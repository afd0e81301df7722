package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.failure;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.decision.Freshness.GRACE;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Observation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The event of what cannot be polled. */
class NotPolledTest {

  private static final Instant LATER = NOON.plusSeconds(60);

  private final ConnectionFixture connection = ConnectionFixture.of(aResource());
  private final ServiceFixture service = new ServiceFixture();

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"ACCOUNT_NOT_FOUND", "FORBIDDEN", "SOURCE_NOT_FOUND", "INVALID_RESPONSE"})
  void tellsOnceWhatSomebodyHasToFix(Reason reason) {
    // When
    var decision = connection.live(awaited().failing(failure(reason)), NOON.plus(GRACE));

    // Then
    assertThatDecision(decision).tells("NotPolled");
    var event = decision.eventSequence().get(0);
    assertThat(event.note()).isEqualTo("%1$s: it is %1$s".formatted(reason.value()));
    assertThatDecision(connection.live(awaited().failing(failure(reason)), LATER)).tellsNothing();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"ACCOUNT_NOT_READY", "THROTTLED", "CLOUD_UNAVAILABLE", "INTERNAL_ERROR"})
  void doesNotTellWhatNobodyHasToFixInTheResource(Reason reason) {
    var decision = connection.live(awaited().failing(failure(reason)), NOON);

    assertThatDecision(decision).isSynced("False", reason.value()).tellsNothing();
  }

  @Test
  void anAccountThatIsAppliedAMomentLaterIsNotMissed() {
    var missing = awaited().failing(failure(Reason.ACCOUNT_NOT_FOUND));

    var decision = connection.live(missing, NOON);

    assertThatDecision(decision).tellsNothing();
    assertThat(decision.requeueAfter()).isEqualTo(GRACE);
    assertThat(connection.status().conditions()).isNull();
  }

  @Test
  void eachReasonIsASeriesOfItsOwn() {
    var forbidden = connection.live(awaited().failing(failure(Reason.FORBIDDEN)), NOON);
    var notFound = connection.live(awaited().failing(failure(Reason.SOURCE_NOT_FOUND)), LATER);

    assertThat(notFound.eventSequence().get(0).series())
        .isNotEqualTo(forbidden.eventSequence().get(0).series());
  }

  @Test
  void doesNotTellThatTheResourceIsSuspended() {
    connection.change(spec -> spec.suspended(true));

    assertThatDecision(connection.live(awaited(), NOON)).tellsNothing();
  }

  @Test
  void doesNotRepeatWhatAnOutageInterrupted() {
    // Given
    connection.live(saw(aConnection(), NOON), NOON);
    var seen = saw(aConnection(), NOON);
    connection.live(seen.failing(failure(Reason.FORBIDDEN)), LATER);

    // When
    var outage = connection.live(seen.failing(failure(Reason.THROTTLED)), LATER.plusSeconds(60));
    var again = connection.live(seen.failing(failure(Reason.FORBIDDEN)), LATER.plusSeconds(120));

    // Then
    assertThatDecision(outage).tellsNothing();
    assertThatDecision(again).tellsNothing();
  }

  @Test
  void tellsEachReasonAndEachRelapse() {
    connection.live(awaited().failing(failure(Reason.ACCOUNT_NOT_FOUND)), NOON.plus(GRACE));

    var another = connection.live(awaited().failing(failure(Reason.SOURCE_NOT_FOUND)), LATER);
    connection.live(saw(aConnection(), LATER), LATER);
    var relapse =
        connection.live(
            saw(aConnection(), LATER).failing(failure(Reason.SOURCE_NOT_FOUND)),
            LATER.plusSeconds(60));

    assertThatDecision(another).tells("NotPolled");
    assertThatDecision(relapse).tells("NotPolled");
    assertThat(relapse.eventSequence().get(0).seen())
        .isNotEqualTo(another.eventSequence().get(0).seen());
    assertThat(connection.status().eventCount()).as("transitions of the connection").isEqualTo(1);
  }

  @Test
  void aReasonThatComesAndGoesWhileNothingIsReadIsTheSameEvent() {
    // Given
    var forbidden = awaited().failing(failure(Reason.FORBIDDEN));
    var down = awaited().failing(failure(Reason.CLOUD_UNAVAILABLE));
    connection.live(down, NOON);
    var once = connection.live(forbidden, NOON.plusSeconds(10));
    connection.live(down, NOON.plusSeconds(20));

    // When
    var again = connection.live(forbidden, NOON.plusSeconds(30));

    // Then
    assertThat(again.eventSequence()).isEqualTo(once.eventSequence());
  }

  @Test
  void tellsOfAnotherMistakeInTheNextSpecAndOfNoOtherMessage() {
    // Given
    connection.live(awaited().failing(missing("service a")), NOON);

    // When
    var reworded = connection.live(awaited().failing(missing("no service a")), LATER);
    connection.change(spec -> spec.watchingService("b"));
    var corrected = connection.live(awaited().failing(missing("service b")), LATER);
    connection.change(spec -> spec.polledEvery("30s"));
    var unrelated = connection.live(awaited().failing(missing("service b")), LATER);

    // Then
    assertThatDecision(reworded).tellsNothing();
    assertThatDecision(corrected).tells("NotPolled");
    assertThatDecision(unrelated).tellsNothing();
  }

  @Test
  void anUnwrittenStatusLeadsToTheSameEvent() {
    var failing = awaited().failing(failure(Reason.FORBIDDEN));

    var first = connection.consider(failing, NOON);
    var second = connection.consider(failing, LATER);

    assertThat(second.eventSequence()).isEqualTo(first.eventSequence());
  }

  @Test
  void aServiceTellsItToo() {
    // Given
    var failing = awaited().failing(failure(Reason.FORBIDDEN));

    // When
    var first = service.live(failing, NOON.plus(Duration.ofSeconds(5)));
    var second = service.live(failing, LATER);

    // Then
    assertThat(first.eventSequence())
        .singleElement()
        .satisfies(event -> assertThat(event.reason().value()).isEqualTo("NotPolled"));
    assertThat(second.eventSequence()).isEmpty();
  }

  private static CloudFailure missing(String message) {
    return new CloudFailure(Reason.SOURCE_NOT_FOUND, message);
  }

  private static Observation awaited() {
    return Observation.awaited(at(NOON));
  }
}
