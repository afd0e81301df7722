package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.login;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.world.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a cloud in trouble is called again, and that nobody else waits for it. */
@EndToEnd
class PaceIT {

  private static final String PASSWORD = "password-of-the-dead-cloud";

  private final OperatorFixture fixture;

  PaceIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
  }

  @Test
  void aCloudInTroubleIsLeftAloneForLongerEachTimeAndAsLongAsItAsks() {
    // Given
    watch(ACCOUNT, "failing", "patient", "forbidden");
    awaitAccepted("failing", "patient", "forbidden");
    // When
    fixture.faults().add(Fault.status(503, Target.ofSource("failing")).times(3));
    fixture
        .faults()
        .add(Fault.status(429, Target.ofSource("patient")).header("Retry-After", "4").times(1));
    fixture.faults().add(Fault.status(403, Target.ofSource("forbidden")));
    await().atMost(SOON).until(() -> fixture.calls("patient").answeredWith(429).count() == 1);
    fixture.request("patient", "before its time");
    await().atMost(SOON).until(() -> fixture.calls("failing").answeredWith(503).count() == 3);
    var third = fixture.calls("failing").last();
    await().atMost(SOON).until(() -> fixture.calls("failing").last().isAfter(third));
    // Then
    var from = fixture.calls("failing").answeredWith(503).first();
    var gaps = fixture.calls("failing").since(from).gaps();
    assertThat(gaps.get(0)).isBetween(ofSeconds(1), ofMillis(1700));
    assertThat(gaps.get(1)).isBetween(ofSeconds(2), ofSeconds(3));
    assertThat(gaps.get(2)).isBetween(ofSeconds(4), ofMillis(5500));
    var asked = fixture.calls("patient").answeredWith(429).last();
    var next = fixture.calls("patient").after(asked).first();
    assertThat(Duration.between(asked, next)).isBetween(ofSeconds(4), ofMillis(4500));
    assertThat(fixture.calls("forbidden").answeredWith(403).gaps())
        .hasSizeGreaterThan(4)
        .allMatch(gap -> gap.compareTo(ofMillis(900)) > 0);
  }

  @Test
  void whoDoesNotAnswerHoldsUpNobodyElse() {
    // Given
    var dead = List.of("dead-1", "dead-2", "dead-3", "dead-4", "dead-5", "dead-6");
    fixture.account("silent", "credentials");
    watch("silent", dead.toArray(String[]::new));
    watch(ACCOUNT, "healthy", "dead-beside-it");
    awaitAccepted("healthy", "dead-beside-it");
    // When
    Stream.concat(dead.stream(), Stream.of("dead-beside-it"))
        .map(source -> Fault.of(FaultKind.NO_RESPONSE, Target.ofSource(source)))
        .forEach(fixture.faults()::add);
    fixture.faults().add(Fault.of(FaultKind.NO_RESPONSE, Target.of(Api.IAM)));
    fixture.secret("login", login("emulator", PASSWORD, "emulator"));
    fixture.account("silent-login", "login");
    watch("silent-login", "no-token");
    var since = Instant.now();
    await().atMost(SOON).until(() -> fixture.calls("healthy").since(since).count() > 8);
    watch(ACCOUNT, "new");
    // Then
    fixture.awaitState("new", "accepted", ofSeconds(2));
    assertThat(fixture.calls("healthy").since(since).gaps())
        .allMatch(gap -> gap.compareTo(ofMillis(1500)) < 0);
    assertThat(fixture.accountReady("silent-login"))
        .isEqualTo("False CloudUnavailable: No response from " + server() + " for 2s.");
    assertThat(fixture.condition("no-token", "Synced")).isEqualTo("False AccountNotReady");
  }

  private String server() {
    return "127.0.0.1:" + fixture.cloud().port();
  }

  private void watch(String account, String... names) {
    for (var name : names) {
      fixture.connect(SourceRef.service(name), name, account);
    }
  }

  private void awaitAccepted(String... names) {
    for (var name : names) {
      fixture.awaitState(name, "accepted");
    }
  }
}
