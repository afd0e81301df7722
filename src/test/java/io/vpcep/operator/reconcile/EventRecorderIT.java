package io.vpcep.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountSpec;
import io.vpcep.operator.api.CloudAccountSpec.SecretRef;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedControlPlane.class)
class EventRecorderIT {

  private static final Instant NOW = Instant.parse("2025-01-01T12:00:00.123456789Z");

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final EventRecorder events;

  EventRecorderIT(ControlPlane plane) {
    this.plane = plane;
    this.client = plane.client(plane.createNamespace("event-recorder"));
    this.events = recorder("replica-1");
  }

  @Test
  void tellsWhoWhatAndWhen() {
    var account = anAccount("prod");

    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));

    assertThat(all())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getMetadata().getName()).matches("prod\\.[0-9a-f]{16}");
              assertThat(event.getReportingController()).isEqualTo("vpcep.io/vpcep-operator");
              assertThat(event.getReportingInstance()).isEqualTo("replica-1");
              assertThat(event.getReason()).isEqualTo("AccountNotReady");
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getNote()).isEqualTo("The key was refused.");
              assertThat(event.getEventTime().getTime()).isEqualTo("2025-01-01T12:00:00.123456Z");
              assertThat(event.getRegarding().getKind()).isEqualTo("CloudAccount");
              assertThat(event.getRegarding().getApiVersion()).isEqualTo("vpcep.io/v1alpha1");
              assertThat(event.getRegarding().getUid()).isEqualTo(account.getMetadata().getUid());
            });
  }

  @Test
  void isSeenWithKubectl() {
    events.record(
        anAccount("prod"),
        Transition.decided(eventRecord("The key was refused.", 1), Instant.now()));

    assertThat(kubectl("describe", "vpcea", "prod"))
        .containsPattern("Warning +AccountNotReady .*The key was refused\\.");
    assertThat(kubectl("events", "--for", "cloudaccount.vpcep.io/prod"))
        .containsPattern("Warning +AccountNotReady +CloudAccount/prod +The key was refused\\.");
    assertThat(kubectl("get", "events"))
        .containsPattern("Warning +AccountNotReady +cloudaccount/prod +The key was refused\\.");
  }

  @Test
  void aHundredFlapsAreSeenWithKubectlAsOneLineWithTheirNumberAndTheLatestNote() {
    // Given
    var account = anAccount("prod");
    var began = Instant.now().minusSeconds(100);

    // When
    for (int i = 1; i <= 100; i++) {
      events.record(
          account,
          Transition.decided(eventRecord("Refused for cause " + i + ".", i), began.plusSeconds(i)));
    }

    // Then
    assertThat(all()).hasSize(1);
    assertThat(kubectl("describe", "vpcea", "prod"))
        .containsPattern(
            "Warning +AccountNotReady +[0-9]+s \\(x100 over [0-9]+s\\) .*cause 100\\.");
    assertThat(kubectl("events", "--for", "cloudaccount.vpcep.io/prod"))
        .containsPattern(
            "[0-9]+s \\(x100 over [0-9]+s\\) +Warning +AccountNotReady .*cause 100\\.");
    assertThat(kubectl("get", "events")).containsPattern("[0-9]s +Warning .*cause 100\\.");
    assertThat(kubectl("get", "events", "--sort-by=.lastTimestamp"))
        .containsPattern("[0-9]s +Warning .*cause 100\\.");
  }

  @Test
  void aSeriesIsReadThroughEitherApi() {
    var account = anAccount("prod");
    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));
    events.record(
        account, Transition.decided(eventRecord("Refused again.", 3), NOW.plusSeconds(60)));

    assertThat(all())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getNote()).isEqualTo("Refused again.");
              assertThat(event.getEventTime().getTime()).isEqualTo("2025-01-01T12:00:00.123456Z");
              assertThat(event.getSeries().getCount()).isEqualTo(2);
              assertThat(event.getSeries().getLastObservedTime().getTime())
                  .isEqualTo("2025-01-01T12:01:00.123456Z");
            });
    assertThat(client.v1().events().list().getItems())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getCount()).isEqualTo(2);
              assertThat(event.getFirstTimestamp()).isEqualTo("2025-01-01T12:00:00Z");
              assertThat(event.getLastTimestamp()).isEqualTo("2025-01-01T12:01:00Z");
            });
  }

  @Test
  void eachTransitionOfASeriesTakesOneRequest() {
    // Given
    var account = anAccount("prod");
    var requests = new AtomicInteger();
    var counted =
        new EventRecorder(
            calls().provided(requests::incrementAndGet), "replica-1", MonotonicClock.system());

    // When
    for (int i = 1; i <= 5; i++) {
      counted.record(account, Transition.decided(eventRecord("Refused.", i), NOW.plusSeconds(i)));
    }

    // Then
    assertThat(requests).hasValue(5);
    assertThat(countOfTheOnly()).isEqualTo(5);
  }

  @Test
  void aSeriesThatOthersHaveChangedMeanwhileLosesNothing() {
    // Given
    var account = anAccount("prod");
    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));
    another()
        .record(account, Transition.decided(eventRecord("Refused again.", 3), NOW.plusSeconds(60)));
    kubectl("annotate", "events", "--all", "seen-by=somebody");

    // When
    events.record(account, Transition.decided(eventRecord("And again.", 5), NOW.plusSeconds(120)));

    // Then
    assertThat(countOfTheOnly()).isEqualTo(3);
    assertThat(all())
        .singleElement()
        .extracting(event -> event.getMetadata().getAnnotations())
        .satisfies(annotations -> assertThat(annotations).containsEntry("seen-by", "somebody"));
  }

  @Test
  void aSeriesGoesOnWhenNumbersBeginAgainAfterTheStatusWasWiped() {
    var account = anAccount("prod");
    events.record(account, Transition.decided(eventRecord("The key was refused.", 5), NOW));

    events.record(
        account,
        Transition.decided(
            new EventRecord(EventRecord.Reason.ACCOUNT_NOT_READY, "Refused again.", 1, "later"),
            NOW.plusSeconds(60)));

    assertThat(countOfTheOnly()).isEqualTo(2);
  }

  @Test
  void tellsTheSameOnceAlthoughItTellsItAgain() {
    var account = anAccount("prod");
    var transition = Transition.decided(eventRecord("The key was refused.", 1), NOW);

    events.record(account, transition);
    events.record(account, transition);

    assertThat(all()).singleElement().extracting(Event::getSeries).isNull();
  }

  @Test
  void tellsTheSameOnceWhoeverTellsIt() {
    var account = anAccount("prod");

    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));
    another()
        .record(
            account,
            Transition.decided(eventRecord("The key was refused.", 1), NOW.plusSeconds(60)));

    assertThat(all()).singleElement().extracting(Event::getSeries).isNull();
  }

  @Test
  void aReplicaThatWakesUpWithAnOldStatusTellsNothingAnew() {
    // Given
    var account = anAccount("prod");
    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));
    events.record(
        account, Transition.decided(eventRecord("Refused again.", 3), NOW.plusSeconds(60)));

    // When
    var old = Transition.decided(eventRecord("Refused again.", 1), NOW.plusSeconds(61));
    events.record(account, old);
    another().record(account, old);

    // Then
    assertThat(countOfTheOnly()).isEqualTo(2);
  }

  @Test
  void ofTwoReplicasThatTellAllAtTheSameTimeEachTransitionIsCountedOnce() throws Exception {
    // Given
    var account = anAccount("prod");
    var together = new CyclicBarrier(2);
    Callable<Boolean> replica =
        () -> {
          var writer = another();
          for (int i = 1; i <= 30; i++) {
            together.await();
            writer.record(
                account,
                Transition.decided(
                    eventRecord("Refused for cause " + i + ".", i), NOW.plusSeconds(i)));
          }
          return true;
        };

    // When
    var threads = Executors.newFixedThreadPool(2);
    try {
      for (var done : threads.invokeAll(List.of(replica, replica))) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }

    // Then
    assertThat(countOfTheOnly()).isEqualTo(30);
  }

  @Test
  void beginsAnewWhenTheEventWasForgottenOrDeleted() {
    // Given
    var account = anAccount("prod");
    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));
    events.record(
        account, Transition.decided(eventRecord("Refused again.", 3), NOW.plusSeconds(60)));
    client.v1().events().delete();

    // When
    events.record(account, Transition.decided(eventRecord("And again.", 5), NOW.plusSeconds(7200)));

    // Then
    assertThat(all())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getNote()).isEqualTo("And again.");
              assertThat(event.getSeries()).isNull();
            });
  }

  @Test
  void aResourceThatWasCreatedAnewHasEventsOfItsOwn() {
    // Given
    var account = anAccount("prod");
    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));
    client.resource(account).delete();

    // When
    events.record(anAccount("prod"), Transition.decided(eventRecord("Refused again.", 1), NOW));

    // Then
    assertThat(all())
        .extracting(Event::getNote)
        .containsExactlyInAnyOrder("The key was refused.", "Refused again.");
  }

  static List<String> longNames() {
    return List.of(
        "n".repeat(253),
        // Where the name is cut, a dash or a dot must not come to stand before the event's own dot.
        "n".repeat(199) + "-" + "n".repeat(53),
        "n".repeat(199) + "." + "n".repeat(53),
        "n".repeat(197) + "---" + "n".repeat(53));
  }

  @ParameterizedTest
  @MethodSource("longNames")
  void tellsOfResourcesWithLongNames(String name) {
    events.record(anAccount(name), Transition.decided(eventRecord("The key was refused.", 1), NOW));

    assertThat(all()).extracting(event -> event.getRegarding().getName()).containsExactly(name);
  }

  static List<String> longNotes() {
    return List.of(
        "x".repeat(1024),
        "x".repeat(1025),
        "x".repeat(1023) + "…",
        "终端节点".repeat(256),
        "😀".repeat(512));
  }

  @ParameterizedTest
  @MethodSource("longNotes")
  void tellsAsMuchOfALongNoteAsTheApiServerTakes(String note) {
    events.record(anAccount("prod"), Transition.decided(eventRecord(note, 1), NOW));

    assertThat(all())
        .singleElement()
        .extracting(Event::getNote)
        .satisfies(
            told -> {
              assertThat(told.getBytes(UTF_8).length).isBetween(1018, 1024);
              assertThat(note).startsWith(told.replaceFirst("…$", ""));
            });
  }

  @Test
  void givesUpWhereTheNamespaceIsGone() {
    var account = anAccount("prod");
    account.getMetadata().setNamespace("nowhere");

    events.record(account, Transition.decided(eventRecord("The key was refused.", 1), NOW));

    assertThat(all()).isEmpty();
  }

  private EventRecorder another() {
    return recorder("replica-2");
  }

  private EventRecorder recorder(String instance) {
    return new EventRecorder(calls(), instance, MonotonicClock.system());
  }

  private RawKubernetesClient calls() {
    return new RawKubernetesClient(client, 1, new ForbiddenInterceptor());
  }

  private CloudAccount anAccount(String name) {
    var account = new CloudAccount();
    account.getMetadata().setName(name);
    account.getMetadata().setNamespace(client.getNamespace());
    account.setSpec(new CloudAccountSpec("otc", "eu-de", null, new SecretRef("credentials")));
    return client.resource(account).create();
  }

  private static EventRecord eventRecord(String note, long number) {
    return new EventRecord(EventRecord.Reason.ACCOUNT_NOT_READY, note, number, "seen");
  }

  private int countOfTheOnly() {
    assertThat(all()).hasSize(1);
    return all().get(0).getSeries().getCount();
  }

  private List<Event> all() {
    return client.resources(Event.class).inNamespace(client.getNamespace()).list().getItems();
  }

  private String kubectl(String... arguments) {
    return plane.kubectlIn(client.getNamespace(), arguments);
  }
}
