package io.vpcep.operator.reconcile;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1Builder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.decision.ConnectionDecision;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.InternalErrorStatus;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.reconcile.ReconcileResult.End;
import io.vpcep.operator.reconcile.ResourceController.Writers;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.time.Now;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one look at a resource writes, whatever the resource and the API server are like. */
class ResourceControllerTest {

  private static final ResourceKey KEY =
      new ResourceKey(VpcEndpointConnection.class, "shop", "orders-db");
  private static final ResourceKey OTHER =
      new ResourceKey(VpcEndpointConnection.class, "shop", "other");
  private static final String STATUS = "PUT vpcendpointconnections/orders-db/status";

  private final FakeClock time = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final FakeApiServer server = new FakeApiServer();
  private final FakeInformer<VpcEndpointConnection> informer = new FakeInformer<>();
  private final Reconciler reconciler = new Reconciler();
  private final List<ResourceKey> turns = new ArrayList<>();
  private final List<Throwable> errors = new ArrayList<>();
  private final ResourceStore<VpcEndpointConnection, VpcEndpointConnectionStatus> store;
  private final ResourceController<VpcEndpointConnection, VpcEndpointConnectionStatus> controller;
  private boolean leads = true;

  ResourceControllerTest() throws IOException {
    var calls = server.calls().provided(() -> NotLeadingException.check(() -> leads));
    var resourceLister = new ResourceLister<VpcEndpointConnection>();
    resourceLister.follow(informer.indexed());
    store = new ResourceStore<>(VpcEndpointConnection.class, resourceLister, calls);
    var admission = new EventThrottle(time, time, turns::add);
    var statuses = new StatusWriter(calls);
    var decisions = new DecisionExecutor(new EventRecorder(calls, "me", time), admission, statuses);
    controller =
        new ResourceController<>(
            store,
            reconciler,
            new Writers(
                () -> leads,
                calls,
                statuses,
                decisions,
                admission,
                new ReconcileMetrics(Metrics.NOOP)),
            time::read,
            (stage, cause) -> errors.add(cause));
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  @Test
  void aTransitionTakesTwoWritesTheEventFirst() {
    show(aResource().build());

    controller.look(KEY);

    assertThat(server.takeRequests()).containsExactly("POST events", STATUS);
    assertThat(status().unrecordedEvents()).isNull();
    assertThat(status().state()).isEqualTo("accepted");
  }

  @Test
  void theVersionOfAWriteIsReadPastFieldNamesOfAnyLength() {
    // Given
    var resource = aResource().build();
    var owners = Map.<String, Object>of("k:{\"uid\":\"" + "u".repeat(60_000) + "\"}", Map.of());
    resource
        .getMetadata()
        .setManagedFields(
            List.of(
                new ManagedFieldsEntryBuilder()
                    .withFieldsV1(new FieldsV1Builder().withAdditionalProperties(owners).build())
                    .build()));
    show(resource);

    // When
    var result = controller.look(KEY);

    // Then
    assertThat(result.end()).isEqualTo(End.DONE);
  }

  @Test
  void whatShowsWhatItShouldIsNotWritten() {
    show(aResource().build());
    controller.look(KEY);
    server.takeRequests();

    controller.look(KEY);

    assertThat(server.takeRequests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 403})
  void aRefusedEventDoesNotHoldTheStatusUpAndIsRecordedLaterOnce(int code) {
    // Given
    server.answerEvents(code);
    show(aResource().build());

    // When
    var result = controller.look(KEY);

    // Then
    assertThat(result.end()).isEqualTo(End.DONE);
    assertThat(server.takeRequests()).containsExactly("POST events", STATUS);
    assertThat(status().state()).isEqualTo("accepted");
    assertThat(outstanding()).containsExactly("ConnectionAccepted");

    // When
    server.answerEvents(200);
    time.pass(Duration.ofMinutes(1));
    turns.forEach(controller::look);

    // Then
    assertThat(server.takeRequests()).containsExactly("POST events", STATUS);
    assertThat(outstanding()).isEmpty();
    assertThat(server.events()).containsExactly(Map.entry("ConnectionAccepted", 1));
    assertThat(server.event().path("eventTime").asText()).startsWith("2026-03-01T12:00:00");
  }

  @Test
  void anEventThatCannotBeIsDropped() {
    server.answerEvents(422);
    show(aResource().build());

    controller.look(KEY);

    assertThat(status().state()).isEqualTo("accepted");
    assertThat(outstanding()).isEmpty();
  }

  @Test
  void whileTheNamespaceIsRefusedNobodyElseTries() {
    // Given
    server.answerEvents(429);
    show(aResource().build());
    controller.look(KEY);
    var other = aResource().identifiedBy("uid-2").build();
    other.getMetadata().setName("other");
    show(other);
    server.takeRequests();

    // When
    controller.look(OTHER);

    // Then
    assertThat(server.takeRequests()).containsExactly("PUT vpcendpointconnections/other/status");
    assertThat(server.resource("other").getStatus().unrecordedEvents()).hasSize(1);
  }

  @Test
  void aFlappingConnectionHasEachOfItsEventsInTheEndInOrder() {
    // Given
    server.answerEvents(429);
    show(aResource().build());
    for (var state : List.of("accepted", "failed", "accepted", "failed")) {
      see(state);
      controller.look(KEY);
      time.pass(Duration.ofMillis(10));
    }

    // When
    server.answerEvents(200);
    time.pass(Duration.ofSeconds(1));
    turns.forEach(controller::look);

    // Then
    assertThat(server.events()).isEqualTo(Map.of("ConnectionAccepted", 2, "ConnectionFailed", 2));
    assertThat(outstanding()).isEmpty();
    assertThat(status().eventCount()).isEqualTo(4);
  }

  @Test
  void aRepeatedTransitionTakesOneRequestForTheEventAndOneForTheStatus() {
    // Given
    acceptAndFail();
    server.takeRequests();

    // When
    see("accepted");
    controller.look(KEY);

    // Then
    assertThat(server.takeRequests())
        .satisfiesExactly(
            event -> assertThat(event).matches("PATCH events/orders-db\\.[0-9a-f]{16}"),
            status -> assertThat(status).isEqualTo(STATUS));
    assertThat(server.events()).isEqualTo(Map.of("ConnectionAccepted", 2, "ConnectionFailed", 1));
  }

  @Test
  void aRepeatedTransitionIsRecordedOnceIfTheResponseIsLost() {
    // Given
    acceptAndFail();

    // When
    server.loseResponseOfEvent();
    see("accepted");
    controller.look(KEY);
    time.pass(Duration.ofSeconds(1));
    turns.forEach(controller::look);

    // Then
    assertThat(server.events()).isEqualTo(Map.of("ConnectionAccepted", 2, "ConnectionFailed", 1));
    assertThat(outstanding()).isEmpty();
  }

  @Test
  void aCrashAfterTheEventsOfTheStatusWereRecordedRecordsNoneTwice() {
    // Given
    server.answerEvents(429);
    show(aResource().build());
    controller.look(KEY);
    see("failed");
    controller.look(KEY);
    see("accepted");
    controller.look(KEY);
    server.answerEvents(200);
    time.pass(Duration.ofSeconds(1));
    server.answerStatuses(500);
    turns.forEach(controller::look);

    // When
    server.answerStatuses(200);
    store.forget(KEY);
    informer.shows(server.resource("orders-db"));
    var restarted = controller.look(KEY);

    // Then
    assertThat(restarted.end()).isEqualTo(End.DONE);
    assertThat(server.events()).isEqualTo(Map.of("ConnectionAccepted", 2, "ConnectionFailed", 1));
    assertThat(outstanding()).isEmpty();
  }

  @Test
  void afterARestartWhatStandsInTheStatusIsRecorded() {
    // Given
    server.answerEvents(429);
    show(aResource().build());
    controller.look(KEY);
    server.answerEvents(200);

    // When
    var restarted = new ResourceControllerRestart();
    restarted.look();

    // Then
    assertThat(server.events()).containsExactly(Map.entry("ConnectionAccepted", 1));
    assertThat(outstanding()).isEmpty();
  }

  @Test
  void aConflictIsTriedAgainWithWhatTheServerHas() {
    // Given
    show(aResource().build());
    var shown = server.resource("orders-db");
    server.put(shown);

    // When
    var first = controller.look(KEY);
    server.takeRequests();
    var second = controller.look(KEY);

    // Then
    assertThat(first.end()).isEqualTo(End.FAILED);
    assertThat(second.end()).isEqualTo(End.DONE);
    assertThat(server.takeRequests())
        .startsWith("GET vpcendpointconnections/orders-db")
        .endsWith(STATUS);
    assertThat(status().state()).isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStatusThatWasWipedOrRestoredIsWrittenAgainAndNothingIsToldAgain(boolean wiped) {
    // Given
    show(aResource().build());
    controller.look(KEY);
    var old = server.resource("orders-db");
    see("failed");
    controller.look(KEY);
    var right = status();
    old.setStatus(wiped ? aResource().build().getStatus() : old.getStatus());
    show(old);
    server.takeRequests();

    // When
    var result = controller.look(KEY);

    // Then
    assertThat(result.end()).isEqualTo(End.REPAIRED);
    assertThat(server.takeRequests()).containsExactly(STATUS);
    assertThat(status()).isEqualTo(right);
  }

  @Test
  void aResourceThatWasCreatedAnewIsAnotherOne() {
    // Given
    show(aResource().build());
    controller.look(KEY);

    // When
    show(aResource().identifiedBy("uid-2").build());
    var result = controller.look(KEY);

    // Then
    assertThat(result.end()).isEqualTo(End.DONE);
    assertThat(status().state()).isEqualTo("accepted");
    assertThat(server.events()).containsExactly(Map.entry("ConnectionAccepted", 2));
  }

  @Test
  void whatTheInformerHasNotHeardOfYetIsNotWrittenOver() {
    // Given
    var first = show(aResource().build());
    controller.look(KEY);
    informer.shows(first);
    see("failed");

    // When
    var result = controller.look(KEY);

    // Then
    assertThat(result.end()).isEqualTo(End.DONE);
    assertThat(status().state()).isEqualTo("failed");
    assertThat(status().eventCount()).isEqualTo(2);
  }

  @Test
  void whatSomebodyElseWritesWhileTheAnswerToAWriteIsAwaitedIsSeen() {
    // Given
    show(aResource().build());
    server.afterStatus(
        written -> {
          written.getMetadata().setLabels(Map.of("by", "somebody else"));
          show(written);
        });

    // When
    controller.look(KEY);

    // Then
    var known = requireNonNull(store.read(KEY));
    assertThat(store.isEcho(KEY, server.resource("orders-db"))).isFalse();
    assertThat(known.getMetadata().getResourceVersion())
        .isEqualTo(server.resource("orders-db").getMetadata().getResourceVersion());
  }

  @Test
  void aResourceThatLeftTheSelectorIsForgottenAlthoughTheServerHasIt() {
    // Given
    show(aResource().build());
    server.put(server.resource("orders-db"));
    controller.look(KEY);
    informer.clear();

    // When
    controller.look(KEY);

    // Then
    assertThat(reconciler.forgotten).containsExactly("shop/orders-db");
  }

  @Test
  void theEchoOfAWriteIsNoNews() {
    show(aResource().build());
    controller.look(KEY);

    boolean echo = store.isEcho(KEY, server.resource("orders-db"));
    var changed = server.put(server.resource("orders-db"));
    boolean news = !store.isEcho(KEY, changed);

    assertThat(echo).isTrue();
    assertThat(news).isTrue();
  }

  @Test
  void theEchoThatComesBeforeTheResponseIsNoNewsButWhatSomebodyWritesMeanwhileIs() {
    // Given
    show(aResource().build());
    var echoes = new ArrayList<Boolean>();
    server.afterStatus(
        written -> {
          echoes.add(store.isEcho(KEY, written));
          written.getMetadata().setLabels(Map.of("by", "somebody else"));
          echoes.add(store.isEcho(KEY, written));
        });

    // When
    controller.look(KEY);

    // Then
    assertThat(echoes).containsExactly(true, false);
  }

  @Test
  void aStatusThatCouldNotBeWrittenIsNewsIfSomebodyElseWritesIt() {
    // Given
    show(aResource().build());
    var sent = new AtomicReference<VpcEndpointConnection>();
    server.afterStatus(sent::set);
    controller.look(KEY);
    var written = requireNonNull(sent.get());
    store.forget(KEY);
    show(aResource().build());
    server.answerStatuses(500);

    // When
    controller.look(KEY);

    // Then
    assertThat(store.isEcho(KEY, written)).isFalse();
  }

  @Test
  void anExceptionIsShownAsOurFaultCountedAndTriedAgain() {
    // Given
    show(aResource().build());
    controller.look(KEY);
    show(server.resource("orders-db"));
    reconciler.failure = new IllegalStateException("for the test");

    // When
    var broken = controller.look(KEY);
    show(server.resource("orders-db"));
    var synced = Condition.find(status().conditions(), Condition.SYNCED);

    // Then
    assertThat(broken.end()).isEqualTo(End.FAILED);
    assertThat(errors).singleElement().extracting(Throwable::getCause).isSameAs(reconciler.failure);
    assertThat(requireNonNull(synced).status()).isEqualTo("False");
    assertThat(synced.reason()).isEqualTo("InternalError");
    assertThat(status().state()).isEqualTo("accepted");

    // When
    reconciler.failure = null;
    controller.look(KEY);

    // Then
    assertThat(Condition.find(status().conditions(), Condition.SYNCED))
        .extracting(Condition::reason)
        .isEqualTo("Polled");
    assertThat(server.events()).containsExactly(Map.entry("ConnectionAccepted", 1));
  }

  @Test
  void whatIsGoneIsForgotten() {
    show(aResource().build());
    controller.look(KEY);
    informer.clear();

    controller.look(KEY);

    assertThat(reconciler.forgotten).containsExactly("shop/orders-db");
    assertThat(store.keys()).isEmpty();
  }

  @Test
  void whatTheInformerStillShowsAndTheServerHasNotIsForgotten() {
    // Given
    show(aResource().build());
    server.delete("orders-db");

    // When
    controller.look(KEY);
    controller.look(KEY);

    // Then
    assertThat(reconciler.forgotten).containsExactly("shop/orders-db");
  }

  @Test
  void aReplicaThatDoesNotLeadDoesNothing() {
    show(aResource().build());
    leads = false;

    controller.look(KEY);

    assertThat(server.takeRequests()).isEmpty();
    assertThat(reconciler.looked).isZero();
  }

  /** Leaves a series of each of two reasons. */
  private void acceptAndFail() {
    show(aResource().build());
    for (var state : List.of("accepted", "failed")) {
      see(state);
      controller.look(KEY);
    }
  }

  private VpcEndpointConnection show(VpcEndpointConnection resource) {
    var stored = server.put(resource);
    informer.shows(stored);
    return stored;
  }

  private void see(String state) {
    informer.shows(server.resource("orders-db"));
    time.pass(Duration.ofMillis(1));
    reconciler.state = state;
  }

  private VpcEndpointConnectionStatus status() {
    return server.resource("orders-db").getStatus();
  }

  private List<String> outstanding() {
    var events = status().unrecordedEvents();
    return events == null ? List.of() : events.stream().map(UnrecordedEvent::reason).toList();
  }

  /** Another process that knows nothing but what the API server has. */
  private final class ResourceControllerRestart {

    void look() {
      var calls = server.calls();
      var resourceLister = new ResourceLister<VpcEndpointConnection>();
      informer.shows(server.resource("orders-db"));
      resourceLister.follow(informer.indexed());
      var admission = new EventThrottle(time, time, turns::add);
      var statuses = new StatusWriter(calls);
      new ResourceController<>(
              new ResourceStore<>(VpcEndpointConnection.class, resourceLister, calls),
              reconciler,
              new Writers(
                  () -> true,
                  calls,
                  statuses,
                  new DecisionExecutor(
                      new EventRecorder(calls, "other", time), admission, statuses),
                  admission,
                  new ReconcileMetrics(Metrics.NOOP)),
              time::read,
              (stage, cause) -> errors.add(cause))
          .look(KEY);
    }
  }

  /** Sees a connection in the state of the day. */
  private static final class Reconciler
      implements ResourceReconciler<VpcEndpointConnection, VpcEndpointConnectionStatus> {

    private String state = "accepted";
    private @Nullable RuntimeException failure;
    private int looked;
    private final List<String> forgotten = new ArrayList<>();

    @Override
    public Class<VpcEndpointConnection> type() {
      return VpcEndpointConnection.class;
    }

    @Override
    public boolean isFresh(VpcEndpointConnection resource) {
      return resource.getStatus() == null;
    }

    @Override
    public Decision<VpcEndpointConnectionStatus> reconcile(
        VpcEndpointConnection resource, Now now) {
      looked++;
      if (failure != null) {
        throw failure;
      }
      var seen =
          Observation.of(new Presence.Present(aConnection().in(state).build()), now.monotonic());
      return ConnectionDecision.decide(resource, seen, POLLING, now);
    }

    @Override
    public VpcEndpointConnectionStatus failed(
        VpcEndpointConnection resource, VpcEndpointConnectionStatus status, Now now) {
      return InternalErrorStatus.of(status, Condition.SYNCED, "False", 1, now.wall());
    }

    @Override
    public void written(
        VpcEndpointConnection resource, @Nullable VpcEndpointConnectionStatus before) {}

    @Override
    public void forget(String namespace, String name) {
      forgotten.add(namespace + "/" + name);
    }
  }
}
