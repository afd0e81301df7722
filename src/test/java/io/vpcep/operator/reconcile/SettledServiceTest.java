package io.vpcep.operator.reconcile;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.ServiceDecision;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.support.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettledServiceTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final FakeClock time = new FakeClock(NOON);
  private final VpcEndpointService service =
      Serialization.unmarshal(
          """
          {"metadata": {"name": "shop-api", "namespace": "shop", "uid": "uid-1", "generation": 1},
           "spec": {"accountRef": {"name": "prod"}, "vpcEndpointService": {"id": "service-1"}}}
          """,
          VpcEndpointService.class);
  private SourceListing listing = listing("accepted");

  @Test
  void theSameListAMinuteLaterChangesNothing() {
    var settled = settle();

    time.pass(Duration.ofMinutes(1));

    assertThat(holds(settled)).isTrue();
    assertThat(settled.decision(time.read()).status()).isEqualTo(service.getStatus());
    assertThat(settled.decision(time.read()).eventSequence()).isEmpty();
    assertThat(settled.decision(time.read()).requeueAfter()).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void aDecisionThatIsYetToBeWrittenIsNotTheLast() {
    assertThat(look()).isNull();
  }

  @Test
  void aDecisionWithAnEventIsNotTheLast() {
    var settled = settle();
    var owed = new EventRecord(EventRecord.Reason.CONNECTION_FAILED, "It failed.", 1, "seen");

    var decision = new Decision<>(settled.status(), List.of(owed), null);

    assertThat(settled(seen(null), decision)).isNull();
  }

  @Test
  void aServiceThatMakesResourcesIsDecided() {
    service.setSpec(
        Serialization.unmarshal(
            """
            {"accountRef": {"name": "prod"}, "vpcEndpointService": {"id": "service-1"},
             "connections": {"namePrefix": "shop-"}}
            """,
            VpcEndpointServiceSpec.class));

    look();

    assertThat(look()).isNull();
  }

  @Test
  void aListWithAnotherStateIsDecided() {
    var settled = settle();

    listing = listing("failed");

    assertThat(holds(settled)).isFalse();
  }

  @Test
  void aConnectionThatHasAResourceOfItsOwnNowIsDecided() {
    var settled = settle();

    var watched = new WatchedConnections(Set.of("e-1"), Set.of());

    assertThat(settled.holds(service, seen(null), watched, time.read())).isFalse();
  }

  @Test
  void aFailureIsDecided() {
    var settled = settle();

    var failing = seen(new CloudFailure(Reason.FORBIDDEN, "It is forbidden."));

    assertThat(settled.holds(service, failing, WatchedConnections.NONE, time.read())).isFalse();
    assertThat(settled(failing, settled.decision(time.read()))).isNull();
  }

  @Test
  void anotherSpecOrStatusIsDecided() {
    var settled = settle();

    service.getMetadata().setGeneration(2L);
    assertThat(holds(settled)).isFalse();
    service.getMetadata().setGeneration(1L);
    service.setStatus(null);
    assertThat(holds(settled)).isFalse();
  }

  @Test
  void whatBecomesOverdueIsDecidedThen() {
    listing = listing("pendingAcceptance");
    var settled = settle();

    time.pass(Duration.ofSeconds(99));
    assertThat(holds(settled)).isTrue();
    time.pass(Duration.ofSeconds(2));
    assertThat(holds(settled)).isFalse();
  }

  @Test
  void everyFiveMinutesItIsDecidedAnyway() {
    listing = listing("pendingAcceptance", Duration.ofMinutes(10));
    var settled = settle();

    time.pass(Duration.ofMinutes(5));

    assertThat(holds(settled)).isFalse();
  }

  @Test
  void ofEqualListsTheLatestIsKept() {
    var settled = settle();
    var latest = seen(null).presence();

    assertThat(settled.with(latest).presence()).isSameAs(latest);
  }

  private SettledService settle() {
    look();
    return requireNonNull(look());
  }

  /** Decides, and gives the service the status that comes of it. */
  private @Nullable SettledService look() {
    var now = time.read();
    var decision =
        ServiceDecision.decide(
                service, seen(null), WatchedConnections.NONE, null, null, POLLING, now)
            .decision();
    var settled = settled(seen(null), decision);
    VpcEndpointServiceStatus status = decision.status();
    service.setStatus(status);
    return settled;
  }

  private @Nullable SettledService settled(
      Observation seen, Decision<VpcEndpointServiceStatus> decision) {
    return SettledService.of(service, seen, WatchedConnections.NONE, decision, time.read());
  }

  private boolean holds(SettledService settled) {
    return settled.holds(service, seen(null), WatchedConnections.NONE, time.read());
  }

  private Observation seen(@Nullable CloudFailure failure) {
    var seen = Observation.of(new Presence.Listed(listing, true), time.now());
    return failure == null ? seen : seen.failing(failure);
  }

  private static SourceListing listing(String state) {
    return listing(state, Duration.ofSeconds(100));
  }

  /** Of one connection, which becomes overdue after so long if it is pending. */
  private static SourceListing listing(String state, Duration overdue) {
    Connection connection =
        aConnection()
            .of("e-1")
            .in(state)
            .updatedAt(NOON.minus(Duration.ofMinutes(30)).plus(overdue))
            .build();
    return new SourceListing(Map.of("e-1", connection), 0, null);
  }
}
