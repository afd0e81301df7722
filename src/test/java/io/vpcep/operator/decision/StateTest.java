package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.STALLED;
import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.missed;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.VpcEndpointConnectionStatus.Css;
import io.vpcep.operator.api.VpcEndpointConnectionStatus.ErrorEntry;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.CssDetails;
import io.vpcep.operator.connection.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateTest {

  private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());

  @ParameterizedTest
  @CsvSource({
    "accepted,          True,  Accepted,          false, ConnectionAccepted",
    "pendingAcceptance, False, PendingAcceptance, false, ConnectionPending",
    "creating,          False, Creating,          false, ConnectionCreating",
    "deleting,          False, Deleting,          false, ConnectionDeleting",
    "rejected,          False, Rejected,          true,  ConnectionRejected",
    "failed,            False, Failed,            true,  ConnectionFailed",
  })
  void everyStateHasItsReasonAndItsEvent(
      String state, String ready, String reason, boolean stalled, String event) {
    // When
    var decision = connectionFixture.live(saw(aConnection().in(state), NOON), NOON);

    // Then
    var checked = assertThatDecision(decision).hasState(state).isReady(ready, reason).tells(event);
    if (stalled) {
      checked.isStalled(reason);
    } else {
      checked.isNotStalled();
    }
  }

  @Test
  void aConnectionThatIsNotThereIsStalledAndRecorded() {
    // When
    var decision = connectionFixture.live(missed(NOON), NOON);

    // Then
    assertThatDecision(decision)
        .hasState("notFound")
        .isReady("False", "NotFound")
        .isStalled("NotFound")
        .says(
            READY,
            "VPC endpoint service service-1 does not list the connection: the endpoint was"
                + " deleted, or spec.endpointID is wrong.")
        .tells("ConnectionNotFound");
  }

  @Test
  void anUnknownWordIsPassedOnWithoutAnEvent() {
    // When
    var decision = connectionFixture.live(saw(aConnection().in("freezing"), NOON), NOON);

    // Then
    assertThatDecision(decision)
        .hasState("freezing")
        .isReady("False", "UnknownState")
        .isNotStalled()
        .says(READY, "The cloud reports an undocumented state: freezing.")
        .tellsNothing();
  }

  @Test
  void beforeTheFirstResponseThereIsNoState() {
    // When
    var decision =
        connectionFixture.live(Observation.awaited(at(NOON)), NOON.plus(Freshness.GRACE));

    // Then
    assertThatDecision(decision)
        .hasState(null)
        .isReady("Unknown", "NotObserved")
        .isSynced("Unknown", "NotObserved")
        .isNotStalled()
        .tellsNothing();
  }

  @Test
  void stalledGoesWhenTheReasonForItHasGone() {
    // Given
    connectionFixture.live(saw(aConnection().in(ConnectionState.REJECTED), NOON), NOON);

    // When
    var later = NOON.plusSeconds(60);
    var decision = connectionFixture.live(saw(aConnection(), later), later);

    // Then
    assertThatDecision(decision).isReady("True", "Accepted").isNotStalled();
  }

  @Test
  void aFailureNamesTheErrorsOfTheCloudInConditionEventAndStatus() {
    // When
    var decision =
        connectionFixture.live(
            saw(
                aConnection()
                    .failedWith(
                        new ConnectionError("EndPoint.2012", "no permission"),
                        new ConnectionError("", "quota used up")),
                NOON),
            NOON);

    // Then
    var message = "The connection failed. Cloud: EndPoint.2012: no permission; quota used up.";
    assertThatDecision(decision).says(READY, message).says(STALLED, message);
    assertThat(decision.eventSequence())
        .singleElement()
        .extracting(EventRecord::note)
        .isEqualTo(message);
    assertThat(decision.status().errors())
        .containsExactly(
            new ErrorEntry("EndPoint.2012", "no permission"), new ErrorEntry("", "quota used up"));
  }

  @Test
  void aFailureWithoutErrorsSaysSo() {
    // When
    var decision =
        connectionFixture.live(saw(aConnection().in(ConnectionState.FAILED), NOON), NOON);

    // Then
    assertThatDecision(decision).says(READY, "The connection failed. The cloud reported no error.");
    assertThat(decision.status().errors()).isNull();
  }

  @Test
  void errorsAreShownOnlyWhileFailed() {
    // Given
    var error = new ConnectionError("EndPoint.2012", "no permission");
    connectionFixture.live(saw(aConnection().failedWith(error), NOON), NOON);

    // When
    var decision =
        connectionFixture.live(
            saw(aConnection().failedWith(error).in(ConnectionState.CREATING), NOON), NOON);

    // Then
    assertThat(decision.status().errors()).isNull();
  }

  @Test
  void whatTheCloudTellsIsRepeatedInTheStatus() {
    // When
    var decision =
        connectionFixture.live(
            saw(
                aConnection()
                    .described("orders")
                    .createdAt(NOON.minusSeconds(60))
                    .updatedAt(NOON.minusNanos(1)),
                NOON),
            NOON);

    // Then
    var status = decision.status();
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.sourceID()).isEqualTo("service-1");
    assertThat(status.endpointID()).isEqualTo("endpoint-1");
    assertThat(status.markerID()).isEqualTo(1);
    assertThat(status.domainID()).isEqualTo("domain-1");
    assertThat(status.description()).isEqualTo("orders");
    assertThat(status.createdTime()).isEqualTo("2026-03-01T11:59:00Z");
    assertThat(status.updatedTime()).isEqualTo("2026-03-01T11:59:59Z");
    assertThat(status.pendingSinceTime()).isNull();
    assertThat(status.css()).isNull();
  }

  @Test
  void whatOnlyAClusterTellsIsRepeatedToo() {
    // Given
    var cluster = ConnectionFixture.of(aResource().watchingCluster("cluster-1"));

    // When
    var decision = cluster.live(saw(aConnection().ofCluster(details("10.0.0.7")), NOON), NOON);

    // Then
    assertThat(decision.status().css())
        .isEqualTo(
            new Css(
                "3000", "default", false, "10.0.0.7", "2001:db8::7", "a.example.com", "search"));
    assertThat(decision.status().markerID()).isNull();
  }

  @Test
  void anotherAddressIsWrittenOnce() {
    // Given
    var cluster = ConnectionFixture.of(aResource().watchingCluster("cluster-1"));
    cluster.live(saw(aConnection().ofCluster(details("10.0.0.7")), NOON), NOON);

    // When
    var other = saw(aConnection().ofCluster(details("10.0.0.8")), NOON);
    var decision = cluster.live(other, NOON);

    // Then
    assertThat(decision.status().css()).extracting(css -> css.ip()).isEqualTo("10.0.0.8");
    assertThatDecision(cluster.consider(other, NOON)).writesNothingOver(cluster.status());
  }

  private static CssDetails details(String ip) {
    return new CssDetails(
        "3000", "default", ip, "2001:db8::7", "a.example.com", new CssCluster("search", false));
  }

  @Test
  void whatWasLastKnownOfAConnectionStaysWhenItIsGone() {
    // Given
    connectionFixture.live(saw(aConnection().described("orders").createdAt(NOON), NOON), NOON);

    // When
    var decision = connectionFixture.live(missed(NOON.plusSeconds(60)), NOON.plusSeconds(60));

    // Then
    assertThat(decision.status().domainID()).isEqualTo("domain-1");
    assertThat(decision.status().description()).isEqualTo("orders");
    assertThat(decision.status().markerID()).isEqualTo(1);
    assertThat(decision.status().createdTime()).isEqualTo(NOON.toString());
  }

  @Test
  void emptyTextsOfTheCloudAreNoReasonToWriteAgain() {
    // Given
    var connection = aConnection().described("").ownedBy("");
    connectionFixture.live(saw(connection, NOON), NOON);

    // When
    var decision = connectionFixture.consider(saw(connection, NOON), NOON);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }
}
