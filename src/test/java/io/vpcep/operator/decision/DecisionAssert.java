package io.vpcep.operator.decision;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Says what a decision should be, condition by condition. */
final class DecisionAssert
    extends AbstractAssert<DecisionAssert, Decision<VpcEndpointConnectionStatus>> {

  private DecisionAssert(Decision<VpcEndpointConnectionStatus> actual) {
    super(actual, DecisionAssert.class);
  }

  static DecisionAssert assertThatDecision(Decision<VpcEndpointConnectionStatus> decision) {
    return new DecisionAssert(decision);
  }

  DecisionAssert hasState(@Nullable String state) {
    assertThat(actual.status().state()).isEqualTo(state);
    return this;
  }

  /** The word that kubectl shows. */
  DecisionAssert shows(String reason) {
    assertThat(actual.status().reason()).isEqualTo(reason);
    return this;
  }

  DecisionAssert isReady(String status, String reason) {
    return has(Condition.READY, status, reason);
  }

  DecisionAssert isSynced(String status, String reason) {
    return has(Condition.SYNCED, status, reason);
  }

  DecisionAssert isStalled(String reason) {
    return has(Condition.STALLED, "True", reason);
  }

  DecisionAssert isNotStalled() {
    return hasNo(Condition.STALLED);
  }

  DecisionAssert says(String type, String message) {
    assertThat(condition(type).message()).isEqualTo(message);
    return this;
  }

  DecisionAssert turned(String type, Instant when) {
    assertThat(condition(type).lastTransitionTime())
        .as("when %s turned", type)
        .isEqualTo(when.truncatedTo(SECONDS).toString());
    return this;
  }

  DecisionAssert writesNothingOver(VpcEndpointConnectionStatus status) {
    assertThat(actual.status()).isEqualTo(status);
    return tellsNothing();
  }

  DecisionAssert tells(String... reasons) {
    assertThat(actual.eventSequence().stream().map(eventRecord -> eventRecord.reason().value()))
        .containsExactly(reasons);
    return this;
  }

  DecisionAssert tellsNothing() {
    return tells();
  }

  DecisionAssert requeuesAfter(Duration delay) {
    assertThat(actual.requeueAfter()).isEqualTo(delay);
    return this;
  }

  DecisionAssert isNotRequeued() {
    assertThat(actual.requeueAfter()).isNull();
    return this;
  }

  DecisionAssert carriesGeneration(String type, long generation) {
    assertThat(condition(type).observedGeneration()).isEqualTo(generation);
    return this;
  }

  private DecisionAssert has(String type, String status, String reason) {
    var condition = condition(type);
    assertThat(condition.status() + " " + condition.reason())
        .as("condition %s", type)
        .isEqualTo(status + " " + reason);
    return this;
  }

  private DecisionAssert hasNo(String type) {
    assertThat(conditions()).noneMatch(condition -> condition.type().equals(type));
    return this;
  }

  private Condition condition(String type) {
    assertThat(conditions()).anyMatch(condition -> condition.type().equals(type));
    return conditions().stream().filter(c -> c.type().equals(type)).findFirst().orElseThrow();
  }

  private List<Condition> conditions() {
    return Objects.requireNonNull(actual.status().conditions());
  }
}
