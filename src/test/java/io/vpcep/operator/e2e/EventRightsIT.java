package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An operator that may not write events, until somebody allows it. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class EventRightsIT {

  private static final SourceRef SERVICE = SourceRef.service("unheard");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration MADE_UP_FOR = Duration.ofMinutes(1);
  private static final List<String> NAMES =
      IntStream.range(0, 20).mapToObj(i -> "connection-" + i).toList();
  private static final String MOVING = "moving";

  private final Path folder;
  private final OperatorFixture stage;

  EventRightsIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.folder = folder;
    stage =
        OperatorFixture.set(plane, "event-rights", "", EmulatorOptions.defaults(), Scope.NAMESPACE);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void statusesAreWrittenAllTheSameAndEventsAreMadeUpForWhenTheyAreAllowed() throws Exception {
    // Given
    var rules = rules();
    allow(rules.stream().filter(rule -> !rule.getResources().contains("events")).toList());
    NAMES.forEach(this::watch);
    watch(MOVING);
    try (var operator = start()) {
      // When
      NAMES.forEach(name -> awaitState(name, "accepted"));
      awaitState(MOVING, "accepted");
      stage.cloud().world().change(SERVICE, MOVING, details -> details.withStatus("rejected"));
      // Then
      awaitState(MOVING, "rejected");
      assertThat(NAMES).allSatisfy(name -> assertThat(stage.eventReasons(name)).isEmpty());
      assertThat(operator.log()).doesNotContain("\tat ");
      // When
      allow(rules);
      // Then
      await()
          .atMost(MADE_UP_FOR)
          .untilAsserted(
              () -> {
                assertThat(NAMES)
                    .allSatisfy(
                        name ->
                            assertThat(stage.eventReasons(name))
                                .containsExactly("ConnectionAccepted"));
                assertThat(stage.eventReasons(MOVING))
                    .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionRejected");
              });
    }
  }

  private void watch(String name) {
    stage.cloud().world().put(SERVICE, name, details -> details);
    stage.watchService(name, SERVICE.id(), name, null);
  }

  private void awaitState(String name, String state) {
    await().atMost(SOON).until(() -> stage.state(name), state::equals);
  }

  private OperatorJar start() throws Exception {
    var configuration =
        stage.configuration(
            """
            polling: {defaultInterval: 1s, minInterval: 1s}
            http: {address: 127.0.0.1, port: 0}
            """);
    return OperatorJar.of("event-rights", folder, configuration)
        .as(stage.rights().kubeconfig(folder))
        .start();
  }

  private List<PolicyRule> rules() {
    return stage.user().resources(Role.class).withName(stage.namespace()).require().getRules();
  }

  private void allow(List<PolicyRule> rules) {
    stage
        .user()
        .resources(Role.class)
        .withName(stage.namespace())
        .edit(
            role -> {
              role.setRules(rules);
              return role;
            });
  }
}
