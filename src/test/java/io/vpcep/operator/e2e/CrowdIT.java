package io.vpcep.operator.e2e;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A crowd of accounts or sources takes its share, and no more. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class CrowdIT {

  private static final Duration SOON = ofSeconds(60);
  private static final int MANY = 1000;

  /** The names of the threads that the operator makes itself. */
  private static final Set<String> OURS =
      Set.of("sweep", "reconcile", "timer", "worker", "management", "metrics", "election");

  private final ControlPlane plane;
  private final List<OperatorFixture> stages = new ArrayList<>();

  CrowdIT(ControlPlane plane) {
    this.plane = plane;
  }

  @AfterEach
  void end() {
    stages.forEach(OperatorFixture::close);
  }

  @Test
  void aThousandAccountsWithASilentCloudHoldUpNobodyElse() throws Exception {
    // Given
    var stage =
        start(
            """
            polling: {defaultInterval: 1s, minInterval: 1s}
            rateLimit: {requestsPerSecond: 1000, burst: 1000}
            """);
    stage.secret(
        "keys", Map.of("accessKey", "emulator-access-key", "secretKey", "emulator-secret-key"));
    watch(stage, "healthy", OperatorFixture.ACCOUNT);
    await().atMost(SOON).until(() -> stage.state("healthy"), "accepted"::equals);
    // When
    IntStream.range(0, MANY)
        .parallel()
        .mapToObj(i -> "silent-" + i)
        .forEach(
            name -> {
              stage.account(name, "keys");
              stage.cloud().faults().add(Fault.of(FaultKind.NO_ANSWER, Target.ofSource(name)));
              watch(stage, name, name);
            });
    var since = Instant.now();
    await()
        .atMost(SOON)
        .until(() -> stage.calls("healthy").between(since, Instant.MAX).count() > 15);
    // Then
    assertThat(stage.calls("healthy").between(since, Instant.MAX).gaps())
        .allMatch(gap -> gap.compareTo(ofMillis(1700)) < 0);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .filteredOn(OURS::contains)
        .hasSizeLessThanOrEqualTo(64);
    assertThat(stage.get("/healthz")).isEqualTo("ok\n");
    // And who comes now does not wait either.
    watch(stage, "late", OperatorFixture.ACCOUNT);
    await().atMost(ofSeconds(5)).until(() -> stage.state("late"), "accepted"::equals);
  }

  @Test
  void aNewResourceDoesNotWaitBehindMoreSourcesThanTheBudgetAllows() throws Exception {
    // Given
    var stage = start("polling: {defaultInterval: 2s, minInterval: 1s}");
    IntStream.range(0, 150).forEach(i -> watch(stage, "source-" + i, OperatorFixture.ACCOUNT));
    await()
        .atMost(SOON)
        .until(
            () ->
                stage.connections().stream()
                    .allMatch(
                        each -> OperatorFixture.condition(each, "Ready").equals("True Accepted")));
    // When
    watch(stage, "new", OperatorFixture.ACCOUNT);
    // Then
    await().atMost(ofSeconds(5)).until(() -> stage.state("new"), "accepted"::equals);
  }

  private OperatorFixture start(String timing) throws Exception {
    var stage = OperatorFixture.set(plane, "crowd", timing);
    stages.add(stage);
    return stage.startOperator();
  }

  private static void watch(OperatorFixture stage, String name, String account) {
    stage.cloud().world().put(SourceRef.service(name), name, details -> details);
    stage.applyConnection(
        name,
        "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s}"
            .formatted(account, name, name));
  }
}
