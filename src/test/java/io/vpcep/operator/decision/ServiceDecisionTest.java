package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.ATTENTION_REQUIRED;
import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.SYNCED;
import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ServiceFixture.failed;
import static io.vpcep.operator.decision.ServiceFixture.failure;
import static io.vpcep.operator.decision.ServiceFixture.listed;
import static io.vpcep.operator.decision.ServiceFixture.saw;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.VpcEndpointServiceSpec.Selector;
import io.vpcep.operator.api.VpcEndpointServiceStatus.AttentionEntry;
import io.vpcep.operator.api.VpcEndpointServiceStatus.Css;
import io.vpcep.operator.api.VpcEndpointServiceStatus.StateCount;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.support.ResourceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceDecisionTest {

  private static final Instant EARLIER = NOON.minusSeconds(600);
  private static final Instant LATER = NOON.plusSeconds(60);

  private final ServiceFixture service = new ServiceFixture();

  @Test
  void countsTheConnectionsByState() {
    // When
    service.live(
        saw(
            NOON,
            listed("a", "accepted", EARLIER),
            listed("b", "accepted", EARLIER),
            listed("c", "failed", EARLIER),
            listed("d", "freezing", EARLIER),
            listed("e", "pendingAcceptance", EARLIER)),
        NOON);

    // Then
    assertThat(service.status().total()).isEqualTo(5);
    assertThat(service.status().selected()).isEqualTo(5);
    assertThat(service.status().states())
        .containsExactly(
            new StateCount("pendingAcceptance", 1),
            new StateCount("accepted", 2),
            new StateCount("failed", 1),
            new StateCount("freezing", 1));
    assertThat(service.status().oldestPendingTime()).isEqualTo(EARLIER.toString());
    assertThat(service.condition(READY)).isEqualTo("True Listed");
    assertThat(service.condition(SYNCED)).isEqualTo("True Polled");
  }

  @Test
  void countsAnEmptyListAsNone() {
    // When
    service.live(saw(NOON), NOON);

    // Then
    assertThat(service.status().total()).isZero();
    assertThat(service.condition(READY)).isEqualTo("True Listed");
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("False AllSettled");
  }

  @Test
  void writesAnEmptyListOnce() {
    // Given
    service.live(saw(NOON), NOON);
    var before = service.status();

    // When
    var decision = service.live(saw(LATER), LATER);

    // Then
    assertThat(decision.status()).isEqualTo(before);
  }

  @Test
  void sumsUpTheStatesBeyondTwenty() {
    // When
    service.live(
        saw(NOON, IntStream.range(10, 35).mapToObj(i -> listed("e" + i, "state-" + i, EARLIER))),
        NOON);

    // Then
    assertThat(service.status().states()).hasSize(21).endsWith(new StateCount("other", 5));
  }

  @Test
  void listsTheWorstAndOldestThatNeedAttention() {
    // Given
    service.attending(null, 3);

    // When
    service.live(
        saw(
            NOON,
            listed("new", "pendingAcceptance", NOON),
            listed("refused", "rejected", EARLIER),
            listed("late", "pendingAcceptance", NOON.minusSeconds(3600)),
            listed("fine", "accepted", EARLIER),
            failed("bad", EARLIER, "EndPoint.0001")),
        NOON);

    // Then
    assertThat(service.status().attention())
        .extracting(AttentionEntry::endpointID)
        .containsExactly("bad", "late", "refused");
    assertThat(requireNonNull(service.status().attention()).get(0))
        .isEqualTo(
            new AttentionEntry(
                "bad", 7L, "domain-1", "failed", EARLIER.toString(), "EndPoint.0001"));
    assertThat(service.status().attentionOmitted()).isEqualTo(1);
  }

  @Test
  void saysWhichConnectionsNeedAttention() {
    // When
    service.live(
        saw(
            NOON,
            listed("refused", "rejected", EARLIER),
            listed("late", "pendingAcceptance", NOON.minusSeconds(3600)),
            failed("bad", EARLIER, "EndPoint.0001")),
        NOON);

    // Then
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("True ConnectionsFailed");
    assertThat(service.message(ATTENTION_REQUIRED))
        .isEqualTo(
            "Connections that need attention: 1 failed, 1 waiting for acceptance longer than"
                + " pendingAcceptanceTimeout (30m), 1 rejected.");
  }

  @Test
  void statesThatTheUserLeavesOutNeedNoAttention() {
    // Given
    service.attending(List.of("failed"), null);

    // When
    service.live(saw(NOON, listed("refused", "rejected", EARLIER)), NOON);

    // Then
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("False AllSettled");
    assertThat(service.status().attention()).isNull();
  }

  @Test
  void countsOnlyWhatIsSelected() {
    // Given
    service.selecting(new Selector(List.of("domain-1"), null, List.of("b")));
    var foreign = aConnection().of("c").in(ConnectionState.FAILED).ownedBy("domain-2").build();

    // When
    service.live(
        saw(NOON, listed("a", "accepted", EARLIER), listed("b", "failed", EARLIER), foreign), NOON);

    // Then
    assertThat(service.status().total()).isEqualTo(3);
    assertThat(service.status().selected()).isEqualTo(1);
    assertThat(service.status().states()).containsExactly(new StateCount("accepted", 1));
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("False AllSettled");
  }

  @Test
  void writesNothingAndReportsNothingWhileNothingChanges() {
    // Given
    var connections =
        new Connection[] {
          listed("a", "pendingAcceptance", EARLIER), failed("b", EARLIER, "EndPoint.0001")
        };
    service.live(saw(NOON, connections), NOON);
    var before = service.status();

    // When
    var decision = service.live(saw(LATER, connections), LATER);

    // Then
    assertThat(decision.status()).isEqualTo(before);
    assertThat(decision.eventSequence()).isEmpty();
  }

  @Test
  void writesNothingAfterARestartEither() {
    // Given
    service.attending(null, 1);
    var connections =
        new Connection[] {
          listed("a", "pendingAcceptance", EARLIER),
          listed("c", "pendingAcceptance", NOON.minusSeconds(7200)),
          failed("b", EARLIER, "EndPoint.0001")
        };
    service.live(saw(NOON, connections), NOON);
    var before = service.status();

    // When
    service.restart();
    service.live(Observation.awaited(at(LATER)), LATER.plusSeconds(10));
    var decision = service.live(saw(LATER, connections), LATER.plusSeconds(20));

    // Then
    assertThat(decision.status()).isEqualTo(before);
    assertThat(decision.eventSequence()).isEmpty();
  }

  @Test
  void reportsWhatCameWhileNoProcessLooked() {
    // Given
    service.live(saw(NOON, listed("a", "pendingAcceptance", EARLIER)), NOON);

    // When
    service.restart();
    var decision =
        service.live(
            saw(
                LATER,
                listed("a", "pendingAcceptance", EARLIER),
                listed("b", "pendingAcceptance", EARLIER)),
            LATER);

    // Then
    assertThat(notes(decision))
        .containsExactly(
            "ConnectionRequested 1 connection was requested: endpoint b of domain domain-1.");
  }

  @Test
  void reportsEachTransitionOnceWithEndpointDomainAndCode() {
    // Given
    service.live(saw(NOON, listed("a", "accepted", EARLIER)), NOON);

    // When
    var decision =
        service.live(
            saw(
                LATER,
                failed("a", LATER, "EndPoint.0001"),
                listed("b", "pendingAcceptance", LATER)),
            LATER);

    // Then
    assertThat(notes(decision))
        .containsExactly(
            "ConnectionRequested 1 connection was requested: endpoint b of domain domain-1.",
            "ConnectionFailed 1 connection failed: endpoint a of domain domain-1 (EndPoint.0001).");
  }

  @Test
  void reportsAStormInOneEventWithTheCount() {
    // Given
    service.live(saw(NOON), NOON);

    // When
    var decision =
        service.live(
            saw(
                LATER,
                IntStream.range(0, 1000).mapToObj(i -> failed("e" + i, LATER, "EndPoint.0001"))),
            LATER);

    // Then
    assertThat(notes(decision)).hasSize(1);
    assertThat(notes(decision).get(0))
        .startsWith("ConnectionFailed 1000 connections failed, among them endpoint e0 of");
    assertThat(service.status().attention()).hasSize(20);
    assertThat(service.status().attentionOmitted()).isEqualTo(980);
  }

  @Test
  void reportsNothingWhenAConnectionIsBackThatAListLackedOnce() {
    // Given
    var present = failed("a", EARLIER, "EndPoint.0001");
    service.live(saw(NOON, present), NOON);

    // When
    var lacking = saw(LATER);
    service.live(lacking, LATER);
    service.live(lacking, LATER.plusSeconds(1));
    var decision = service.live(saw(LATER.plusSeconds(60), present), LATER.plusSeconds(60));

    // Then
    assertThat(decision.eventSequence()).isEmpty();
  }

  @Test
  void aConnectionBecomesOverdueOnTime() {
    // Given
    var due = EARLIER.plus(Duration.ofMinutes(30));
    var seen = saw(NOON, listed("a", "pendingAcceptance", EARLIER));

    // When
    var pending = service.live(seen, NOON);
    var overdue = service.live(seen, due);

    // Then
    assertThat(pending.requeueAfter()).isEqualTo(Duration.between(NOON, due));
    assertThat(notes(overdue))
        .containsExactly(
            "AcceptanceOverdue 1 connection has waited for acceptance longer than"
                + " pendingAcceptanceTimeout (30m): endpoint a of domain domain-1.");
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("True AcceptanceOverdue");
    assertThat(requireNonNull(service.status().unwatched()).overdue()).isEqualTo(1);
    assertThat(overdue.requeueAfter()).isNull();
  }

  @Test
  void reportsWhatIsOverdueByANewTimeoutAlthoughTheProcessIsNew() {
    // Given
    service.acceptedWithin("2h").live(saw(NOON, pendingFor(60)), NOON);
    service.live(saw(LATER, pendingFor(60), listed("b", "accepted", LATER)), LATER);

    // When
    service.restart();
    service.acceptedWithin("30m");
    var decision =
        service.live(
            saw(LATER, pendingFor(60), listed("b", "accepted", LATER)), LATER.plusSeconds(60));

    // Then
    assertThat(reasons(decision)).containsExactly("AcceptanceOverdue");
  }

  @Test
  void reportsAFailureOfAnOutageAlthoughTheProcessIsNewAndTheListIsCapped() {
    // Given
    var rejected =
        IntStream.range(0, 25).mapToObj(i -> listed("r" + i, "rejected", EARLIER)).toList();
    var seen = saw(NOON, rejected.stream());
    service.live(seen, NOON);
    var stale = NOON.plus(Duration.ofMinutes(11));
    service.live(seen.failing(failure(Reason.CLOUD_UNAVAILABLE)), stale);

    // When
    service.restart();
    var now = stale.plusSeconds(300);
    var failed = failed("x", NOON.plusSeconds(300), "EndPoint.0001");
    var decision = service.live(saw(now, Stream.concat(rejected.stream(), Stream.of(failed))), now);

    // Then
    assertThat(reasons(decision)).containsExactly("ConnectionFailed");
  }

  @Test
  void anOverdueConnectionThatAListLacksOnceIsNotReportedAgain() {
    // Given
    var overdue = EARLIER.plus(Duration.ofMinutes(31));
    service.live(saw(NOON, listed("a", "pendingAcceptance", EARLIER)), overdue);
    service.live(saw(overdue), overdue.plusSeconds(60));

    // When
    var decision =
        service.live(
            saw(overdue, listed("a", "pendingAcceptance", NOON)), overdue.plusSeconds(120));

    // Then
    assertThat(decision.eventSequence()).isEmpty();
    assertThat(service.status().oldestPendingTime()).isEqualTo(EARLIER.toString());
  }

  @Test
  void aLaterFailureOfTheSameConnectionIsAnotherEvent() {
    // Given
    var once = new ServiceFixture().live(saw(NOON, failed("a", NOON, "EndPoint.0001")), NOON);

    // When
    var later = new ServiceFixture().live(saw(LATER, failed("a", LATER, "EndPoint.0001")), LATER);

    // Then
    assertThat(later.eventSequence().get(0).seen())
        .isNotEqualTo(once.eventSequence().get(0).seen());
  }

  @Test
  void onlyAResourceThatHasAStateReportsItsConnection() {
    // Given
    var unread = aResource().forEndpoint("a").build();
    var read =
        aResource().forMarker(7).withStatus(ResourceBuilder.aStatus("failed", null, null)).build();

    // When
    var watched = WatchedConnections.reportedBy(Stream.of(unread, read));

    // Then
    assertThat(watched).isEqualTo(new WatchedConnections(Set.of(), Set.of(7L)));
  }

  @Test
  void whoeverEditsAnEndpointDoesNotShortenItsWait() {
    // Given
    service.live(saw(NOON, listed("a", "pendingAcceptance", EARLIER)), NOON);

    // When
    service.live(saw(LATER, listed("a", "pendingAcceptance", LATER)), LATER);

    // Then
    assertThat(service.status().oldestPendingTime()).isEqualTo(EARLIER.toString());
  }

  @Test
  void anOverdueConnectionStaysOverdueWhenTheClockIsSetBack() {
    // Given
    var seen = saw(NOON, listed("a", "pendingAcceptance", EARLIER));
    service.live(seen, EARLIER.plus(Duration.ofMinutes(31)));

    // When
    var decision = service.live(seen, NOON);

    // Then
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("True AcceptanceOverdue");
    assertThat(decision.eventSequence()).isEmpty();
  }

  @Test
  void aConnectionThatTheCloudDatesInTheFutureIsTimedFromWhenItWasSeen() {
    // Given
    var future = NOON.plus(Duration.ofDays(3650));
    var seen = saw(NOON, listed("a", "pendingAcceptance", future));
    service.live(seen, NOON);
    service.restart();

    // When
    service.live(seen, NOON.plus(Duration.ofMinutes(30)));

    // Then
    assertThat(service.status().oldestPendingTime()).isEqualTo(NOON.toString());
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("True AcceptanceOverdue");
  }

  @Test
  void aConnectionWithAResourceOfItsOwnIsCountedAndNotReported() {
    // Given
    service.watching(new WatchedConnections(Set.of("a"), Set.of()));

    // When
    var decision = service.live(saw(NOON, failed("a", NOON, "EndPoint.0001")), NOON);

    // Then
    assertThat(service.status().watched()).isEqualTo(1);
    assertThat(requireNonNull(service.status().unwatched()).failed()).isZero();
    assertThat(decision.eventSequence()).isEmpty();
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("True ConnectionsFailed");
  }

  @Test
  void keepsTheLastCountsWhenTheSourceIsGone() {
    // Given
    var seen = saw(NOON, listed("a", "accepted", EARLIER));
    service.live(seen, NOON);

    // When
    service.live(seen.failing(failure(Reason.SOURCE_NOT_FOUND)), LATER);

    // Then
    assertThat(service.status().total()).isEqualTo(1);
    assertThat(service.condition(SYNCED)).isEqualTo("False SourceNotFound");
    assertThat(service.condition(READY)).isEqualTo("True Listed");
  }

  @Test
  void anOutageShowsWhenTheListIsStaleAndCallsNobody() {
    // Given
    var seen = saw(NOON, listed("a", "pendingAcceptance", NOON.minus(Duration.ofMinutes(15))));
    service.live(seen, NOON);
    var before = service.status();
    var failing = seen.failing(failure(Reason.CLOUD_UNAVAILABLE));

    // When
    var shortly = service.live(failing, NOON.plusSeconds(30));
    service.live(failing, NOON.plus(Duration.ofMinutes(11)));
    var stale = service.live(failing, NOON.plus(Duration.ofMinutes(16)));

    // Then
    assertThat(shortly.status()).isEqualTo(before);
    assertThat(service.condition(READY)).isEqualTo("Unknown ObservationStale");
    assertThat(service.condition(SYNCED)).isEqualTo("False CloudUnavailable");
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("False AllSettled");
    assertThat(stale.eventSequence()).isEmpty();
  }

  @Test
  void aServiceThatWasNeverListedSaysSo() {
    // When
    service.live(
        Observation.awaited(at(NOON)).failing(failure(Reason.ACCOUNT_NOT_FOUND)),
        NOON.plusSeconds(5));

    // Then
    assertThat(service.condition(READY)).isEqualTo("Unknown NotObserved");
    assertThat(service.condition(SYNCED)).isEqualTo("False AccountNotFound");
    assertThat(service.condition(ATTENTION_REQUIRED)).isEqualTo("Unknown NotObserved");
    assertThat(service.status().total()).isNull();
  }

  @Test
  void aSuspendedServiceKeepsWhatItShows() {
    // Given
    service.live(saw(NOON, listed("a", "accepted", EARLIER)), NOON);

    // When
    service.suspended(true).live(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThat(service.status().total()).isEqualTo(1);
    assertThat(service.condition(SYNCED)).isEqualTo("False Suspended");
    assertThat(service.condition(READY)).isEqualTo("True Listed");
  }

  @Test
  void repeatsWhatAClusterTellsOfItselfAndWritesItOnce() {
    // Given
    var cluster = saw(NOON, new CssCluster("eu-de.search", true));

    // When
    service.live(cluster, NOON);

    // Then
    assertThat(service.status().css()).isEqualTo(new Css("eu-de.search", true));
    var written = service.status();
    assertThat(service.live(cluster, LATER).status()).isEqualTo(written);
  }

  @Test
  void tellsOfNoClusterWhereThereIsNothingToTell() {
    service.live(saw(NOON, CssCluster.UNKNOWN), NOON);

    assertThat(service.status().css()).isNull();
  }

  private static Connection pendingFor(int minutes) {
    return listed("a", "pendingAcceptance", NOON.minus(Duration.ofMinutes(minutes)));
  }

  private static List<String> reasons(Decision<?> decision) {
    return decision.eventSequence().stream().map(event -> event.reason().value()).toList();
  }

  private static List<String> notes(Decision<?> decision) {
    return decision.eventSequence().stream()
        .map(event -> event.reason().value() + " " + event.note())
        .toList();
  }
}
