package io.vpcep.operator.e2e;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a cloud in trouble is called again, and that nobody else waits for it. */
@ExtendWith(SharedControlPlane.class)
class PaceIT {

  private static final Duration SOON = ofSeconds(20);
  private static final String PASSWORD = "password-of-the-dead-cloud";

  private final OperatorFixture stage;

  PaceIT(ControlPlane plane) throws Exception {
    stage = OperatorFixture.set(plane, "pace", "polling: {defaultInterval: 1s, minInterval: 1s}");
  }

  @BeforeEach
  void start() throws Exception {
    stage.startOperator();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void aCloudInTroubleIsLeftAloneForLongerEachTimeAndAsLongAsItAsks() {
    // Given
    watch(OperatorFixture.ACCOUNT, "failing", "patient", "forbidden");
    awaitAccepted("failing", "patient", "forbidden");
    // When
    stage.cloud().faults().add(Fault.status(503, Target.ofSource("failing")).times(3));
    stage
        .cloud()
        .faults()
        .add(Fault.status(429, Target.ofSource("patient")).header("Retry-After", "4").times(1));
    stage.cloud().faults().add(Fault.status(403, Target.ofSource("forbidden")));
    await().atMost(SOON).until(() -> stage.calls("patient").answeredWith(429).count() == 1);
    stage.request("patient", "before its time");
    await().atMost(SOON).until(() -> stage.calls("failing").answeredWith(503).count() == 3);
    var third = stage.calls("failing").last();
    await().atMost(SOON).until(() -> stage.calls("failing").last().isAfter(third));
    // Then
    var from = stage.calls("failing").answeredWith(503).first();
    var gaps = stage.calls("failing").between(from, Instant.MAX).gaps();
    assertThat(gaps.get(0)).isBetween(ofSeconds(1), ofMillis(1700));
    assertThat(gaps.get(1)).isBetween(ofSeconds(2), ofSeconds(3));
    assertThat(gaps.get(2)).isBetween(ofSeconds(4), ofMillis(5500));
    var asked = stage.calls("patient").answeredWith(429).last();
    var next = stage.calls("patient").between(asked.plusNanos(1), Instant.MAX).first();
    assertThat(Duration.between(asked, next)).isBetween(ofSeconds(4), ofMillis(4500));
    assertThat(stage.calls("forbidden").answeredWith(403).gaps())
        .hasSizeGreaterThan(4)
        .allMatch(gap -> gap.compareTo(ofMillis(900)) > 0);
  }

  @Test
  void whoDoesNotAnswerHoldsUpNobodyElse() {
    // Given
    var dead = List.of("dead-1", "dead-2", "dead-3", "dead-4", "dead-5", "dead-6");
    stage.account("silent", "credentials");
    watch("silent", dead.toArray(String[]::new));
    watch(OperatorFixture.ACCOUNT, "healthy", "dead-beside-it");
    awaitAccepted("healthy", "dead-beside-it");
    // When
    Stream.concat(dead.stream(), Stream.of("dead-beside-it"))
        .map(source -> Fault.of(FaultKind.NO_ANSWER, Target.ofSource(source)))
        .forEach(stage.cloud().faults()::add);
    stage.cloud().faults().add(Fault.of(FaultKind.NO_ANSWER, Target.of(Api.IAM)));
    stage.secret(
        "login", Map.of("userName", "emulator", "password", PASSWORD, "domainName", "emulator"));
    stage.account("silent-login", "login");
    watch("silent-login", "no-token");
    var since = Instant.now();
    await()
        .atMost(SOON)
        .until(() -> stage.calls("healthy").between(since, Instant.MAX).count() > 8);
    watch(OperatorFixture.ACCOUNT, "new");
    // Then
    await().atMost(ofSeconds(2)).until(() -> stage.state("new"), "accepted"::equals);
    assertThat(stage.calls("healthy").between(since, Instant.MAX).gaps())
        .allMatch(gap -> gap.compareTo(ofMillis(1500)) < 0);
    assertThat(stage.accountReady("silent-login"))
        .isEqualTo("False CloudUnavailable: No response from " + server() + " for 2s.");
    assertThat(stage.condition("no-token", "Synced")).isEqualTo("False AccountNotReady");
  }

  private String server() {
    return "127.0.0.1:" + stage.cloud().port();
  }

  private void watch(String account, String... names) {
    for (var name : names) {
      stage.cloud().world().put(SourceRef.service(name), name, details -> details);
      stage.applyConnection(
          name,
          "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s}"
              .formatted(account, name, name));
    }
  }

  private void awaitAccepted(String... names) {
    for (var name : names) {
      await().atMost(SOON).until(() -> stage.state(name), "accepted"::equals);
    }
  }
}
