package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.failure;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.support.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one word beside the state that kubectl shows. */
class LeadingReasonTest {

  private final ConnectionFixture connection = ConnectionFixture.of(aResource());

  @Test
  void isThatOfReadyWhileTheSourceCanBeRead() {
    var decision = connection.live(saw(aConnection().in("rejected"), NOON), NOON);

    assertThatDecision(decision).shows("Rejected");
  }

  @Test
  void isThatOfSyncedWhileTheSourceCannotBeRead() {
    connection.live(saw(aConnection(), NOON), NOON);

    var decision =
        connection.live(saw(aConnection(), NOON).failing(failure(Reason.FORBIDDEN)), NOON);

    assertThatDecision(decision).isReady("True", "Accepted").shows("Forbidden");
  }

  @Test
  void tellsWhyAnObservationIsStale() {
    connection.live(saw(aConnection(), NOON), NOON);

    var decision =
        connection.live(
            saw(aConnection(), NOON).failing(failure(Reason.CLOUD_UNAVAILABLE)),
            NOON.plus(connection.patience()));

    assertThatDecision(decision).isReady("Unknown", "ObservationStale").shows("CloudUnavailable");
  }

  @Test
  void tellsThatTheResourceIsSuspended() {
    connection.live(saw(aConnection(), NOON), NOON);
    connection.change(spec -> spec.suspended(true));

    assertThatDecision(connection.live(Observation.awaited(at(NOON)), NOON)).shows("Suspended");
  }

  @Test
  void tellsThatNothingWasObservedYet() {
    var now = NOON.plus(Freshness.GRACE);

    assertThatDecision(connection.live(Observation.awaited(at(NOON)), now)).shows("NotObserved");
  }

  @Test
  void tellsThatTheOperatorItselfFailed() {
    connection.live(saw(aConnection(), NOON), NOON);

    var failed = ConnectionDecision.failed(connection.status(), 1, Times.now(NOON));

    assertThat(failed.reason()).isEqualTo("InternalError");
  }

  @Test
  void isWrittenAgainWhenSomebodyChangesIt() {
    connection.live(saw(aConnection(), NOON), NOON);
    connection.tamper(json -> json.replace("\"reason\":\"Accepted\",\"end", "\"end"));
    assertThat(connection.status().reason()).isNull();

    assertThatDecision(connection.live(saw(aConnection(), NOON), NOON)).shows("Accepted");
  }

  @Test
  void isNoneBeforeThereAreConditions() {
    assertThat(Conditions.leadingReason(null)).isNull();
    assertThat(Conditions.leadingReason(List.of())).isNull();
  }
}
