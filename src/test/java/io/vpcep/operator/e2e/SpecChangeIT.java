package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.login;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a user changes in a resource while it is watched. */
@EndToEnd
class SpecChangeIT {

  private static final SourceRef FIRST = SourceRef.service("first");
  private static final SourceRef SECOND = SourceRef.service("second");
  private static final Duration AT_ONCE = ofSeconds(3);

  private final OperatorFixture fixture;

  SpecChangeIT(FixtureBuilder fixtures) throws Exception {
    fixture =
        fixtures
            .configuration("polling: {defaultInterval: 1h, minInterval: 2s, staleAfter: 4s}")
            .create();
    fixture.put(FIRST, "one", "accepted");
    fixture.put(FIRST, "two", "rejected");
    fixture.put(SECOND, "one", "failed");
    fixture.startOperator();
  }

  @Test
  void aNewRequestIsASweepAtOnceHoweverLongTheInterval() {
    // Given
    apply(FIRST, "one", "");
    fixture.awaitState("shop", "accepted");
    fixture.world().remove(FIRST, "one");
    // When
    fixture.request("shop", "now");
    // Then
    fixture.awaitState("shop", "notFound", AT_ONCE);
    // When
    fixture.put(FIRST, "one", "deleting");
    fixture.request("shop", "and again");
    // Then
    fixture.awaitState("shop", "deleting", AT_ONCE);
  }

  @Test
  void aSuspendedResourceKeepsItsStatusAndMakesNoCall() {
    // Given
    apply(FIRST, "one", "pollInterval: 2s");
    fixture.awaitState("shop", "accepted");
    // When
    apply(FIRST, "one", "pollInterval: 2s, suspend: true");
    fixture.awaitCondition("shop", "Synced", "False Suspended", AT_ONCE);
    fixture.put(FIRST, "one", "rejected");
    fixture.request("shop", "in vain");
    int calls = fixture.calls(FIRST).count();
    // Then
    await().during(ofSeconds(5)).atMost(SOON).until(() -> fixture.calls(FIRST).count() == calls);
    assertThat(fixture.state("shop")).isEqualTo("accepted");
    assertThat(fixture.condition("shop", "Ready")).isEqualTo("True Accepted");
    // When
    apply(FIRST, "one", "pollInterval: 2s, suspend: false");
    // Then
    fixture.awaitState("shop", "rejected", AT_ONCE);
    assertThat(fixture.condition("shop", "Synced")).isEqualTo("True Polled");
    assertThat(fixture.eventReasons("shop"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionRejected");
  }

  @Test
  void aStaleResourceThatIsSuspendedStaysStale() {
    // Given
    apply(FIRST, "one", "pollInterval: 2s");
    fixture.awaitState("shop", "accepted");
    fixture.faults().add(Fault.status(503, Target.ALL));
    fixture.awaitCondition("shop", "Ready", "Unknown ObservationStale");
    // When
    apply(FIRST, "one", "pollInterval: 2s, suspend: true");
    // Then
    fixture.awaitCondition("shop", "Synced", "False Suspended", AT_ONCE);
    assertThat(fixture.condition("shop", "Ready")).isEqualTo("Unknown ObservationStale");
    assertThat(fixture.state("shop")).isEqualTo("accepted");
  }

  @Test
  void theStateOfAnotherConnectionNeverStandsUnderTheNewGeneration() {
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    apply(FIRST, "one", "");
    fixture.awaitState("shop", "accepted");
    // When
    apply(FIRST, "two", "");
    fixture.awaitState("shop", "rejected", AT_ONCE);
    apply(SECOND, "one", "");
    fixture.awaitState("shop", "failed", AT_ONCE);
    fixture.faults().add(Fault.status(503, Target.ofSource(FIRST.id())));
    apply(FIRST, "one", "");
    fixture.awaitCondition("shop", "Synced", "False CloudUnavailable");
    assertThat(fixture.condition("shop", "Ready")).isEqualTo("Unknown NotObserved");
    fixture.faults().clear();
    fixture.awaitState("shop", "accepted");
    // Then
    assertThat(history.of("shop"))
        .filteredOn(version -> version.resource().getStatus() != null)
        .extracting(version -> stateAndGeneration(version.resource()))
        .doesNotContain("accepted 2", "rejected 3", "failed 4", "notFound 2", "notFound 3")
        .contains("accepted 1", "rejected 2", "failed 3", "null 4", "accepted 4");
  }

  @Test
  void theVerdictOnAnAccountNeverStandsUnderTheGenerationOfAnotherSpec() {
    // Given
    var history = fixture.history(CloudAccount.class);
    fixture.secret("right", login("emulator", "emulator-password", "emulator"));
    fixture.secret("as-right", login("emulator", "emulator-password", "emulator"));
    fixture.secret("wrong", login("emulator", "another-password", "emulator"));
    fixture.accountWithoutProject("login", "right");
    awaitVerdict("True 1");
    fixture.faults().add(Fault.of(FaultKind.DELAY, Target.of(Api.IAM)).delay(ofSeconds(1)));
    // When
    fixture.accountWithoutProject("login", "wrong");
    awaitVerdict("False 2");
    fixture.accountWithoutProject("login", "right");
    awaitVerdict("True 3");
    fixture.accountWithoutProject("login", "as-right");
    awaitVerdict("True 4");
    // Then
    assertThat(history.of("login"))
        .extracting(version -> verdict(version.resource()))
        .doesNotContain("True 2", "False 3")
        .contains("False 2", "True 3");
  }

  private void awaitVerdict(String verdict) {
    await()
        .atMost(SOON)
        .until(
            () -> verdict(fixture.user().resources(CloudAccount.class).withName("login").require()),
            verdict::equals);
  }

  private static String verdict(CloudAccount account) {
    var status = account.getStatus();
    var ready = Condition.find(status == null ? null : status.conditions(), Condition.READY);
    return ready == null ? "" : ready.status() + " " + ready.observedGeneration();
  }

  @Test
  void anIntervalBelowTheMinimumIsRaisedAndTheMessageSaysSo() {
    // When
    apply(FIRST, "one", "pollInterval: 1s");
    fixture.awaitState("shop", "accepted");
    // Then
    assertThat(fixture.message("shop", "Synced"))
        .isEqualTo(
            "Polled every 2s: spec.pollInterval (1s) is below the operator's"
                + " polling.minInterval.");
    var since = Instant.now();
    await().atMost(SOON).until(() -> fixture.calls(FIRST).since(since).count() >= 3);
    assertThat(fixture.calls(FIRST).since(since).gaps())
        .allMatch(gap -> gap.compareTo(Duration.ofMillis(1900)) > 0);
    // When
    apply(FIRST, "one", "pollInterval: 3s");
    // Then
    await()
        .atMost(AT_ONCE)
        .until(() -> fixture.message("shop", "Synced"), "Polled every 3s."::equals);
  }

  private void apply(SourceRef source, String endpoint, String more) {
    fixture.applyConnection("shop", Manifests.spec(ACCOUNT, source, endpoint, more));
  }

  private static String stateAndGeneration(VpcEndpointConnection resource) {
    var status = Objects.requireNonNull(resource.getStatus());
    return status.state() + " " + status.observedGeneration();
  }
}
