package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator that may not write events, until somebody allows it. */
@Tag("nightly")
@EndToEnd
class EventRightsIT {

  private static final SourceRef SERVICE = SourceRef.service("unheard");
  private static final Duration MADE_UP_FOR = Duration.ofMinutes(1);
  private static final List<String> NAMES =
      IntStream.range(0, 20).mapToObj(i -> "connection-" + i).toList();
  private static final String MOVING = "moving";

  private final OperatorFixture fixture;

  EventRightsIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.scope(Scope.NAMESPACE).create();
  }

  @Test
  void statusesAreWrittenAllTheSameAndEventsAreMadeUpForWhenTheyAreAllowed() throws Exception {
    // Given
    var rules = rules();
    allow(rules.stream().filter(rule -> !rule.getResources().contains("events")).toList());
    fixture.connect(SERVICE, NAMES);
    fixture.connect(SERVICE, MOVING);
    var operator = fixture.jar().start();
    // When
    NAMES.forEach(name -> fixture.awaitState(name, "accepted"));
    fixture.awaitState(MOVING, "accepted");
    fixture.change(SERVICE, MOVING, "rejected");
    // Then
    fixture.awaitState(MOVING, "rejected");
    assertThat(NAMES).allSatisfy(name -> assertThat(fixture.eventReasons(name)).isEmpty());
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
                          assertThat(fixture.eventReasons(name))
                              .containsExactly("ConnectionAccepted"));
              assertThat(fixture.eventReasons(MOVING))
                  .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionRejected");
            });
  }

  private List<PolicyRule> rules() {
    return fixture.user().resources(Role.class).withName(fixture.namespace()).require().getRules();
  }

  private void allow(List<PolicyRule> rules) {
    fixture
        .user()
        .resources(Role.class)
        .withName(fixture.namespace())
        .edit(
            role -> {
              role.setRules(rules);
              return role;
            });
  }
}
