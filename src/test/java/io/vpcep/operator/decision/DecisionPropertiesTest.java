package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.failure;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every life, however it goes. */
class DecisionPropertiesTest {

  private static final int STEPS = 3_000;
  private static final List<String> STATES =
      List.of("pendingAcceptance", "creating", "accepted", "rejected", "failed", "deleting", "odd");
  private static final List<Reason> FAILURES =
      List.of(
          Reason.ACCOUNT_NOT_FOUND,
          Reason.ACCOUNT_NOT_READY,
          Reason.FORBIDDEN,
          Reason.SOURCE_NOT_FOUND,
          Reason.THROTTLED,
          Reason.CLOUD_UNAVAILABLE,
          Reason.INVALID_RESPONSE);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void decidingAgainChangesNothingAndTellsNothing(long seed) {
    new RandomLife(seed)
        .run(
            step -> {
              var again = step.connectionFixture.consider(step.seen, step.now);
              assertThatDecision(again)
                  .as("after %s", step)
                  .writesNothingOver(step.connectionFixture.status());
              assertThat(again.requeueAfter()).isEqualTo(step.decision.requeueAfter());
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void transitionTimesMoveWithTheStatusOfTheirConditionOnly(long seed) {
    new RandomLife(seed)
        .run(
            step -> {
              for (var condition : conditions(step.connectionFixture.status())) {
                var before = find(step.before, condition.type());
                if (before != null && before.status().equals(condition.status())) {
                  assertThat(condition.lastTransitionTime()).isEqualTo(before.lastTransitionTime());
                } else {
                  assertThat(condition.lastTransitionTime()).isEqualTo(step.now.toString());
                }
              }
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void aFailingCloudErasesNothing(long seed) {
    new RandomLife(seed)
        .run(
            step -> {
              if (step.seen.presence() instanceof Presence.Nothing && step.seen.failure() != null) {
                var known = ObservedStatus.lastKnown(step.connectionFixture.spec(), step.before);
                assertThat(step.connectionFixture.status().state()).isEqualTo(known.state());
                assertThat(step.connectionFixture.status().domainID()).isEqualTo(known.domainID());
                assertThat(step.connectionFixture.status().errors()).isEqualTo(known.errors());
              }
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void onlyTheStateAndTheReasonDecideWhetherItIsReadyOrStalled(long seed) {
    new RandomLife(seed)
        .run(
            step -> {
              var status = step.connectionFixture.status();
              var ready = find(status, Condition.READY);
              if (ready != null && ready.status().equals("True")) {
                assertThat(status.state()).isEqualTo("accepted");
              }
              var stalled = find(status, Condition.STALLED);
              if (stalled != null) {
                assertThat(stalled.status()).isEqualTo("True");
                assertThat(stalled.reason())
                    .isIn("Failed", "Rejected", "AcceptanceOverdue", "NotFound");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void noMessageNamesATimeButThatOfTheLastPoll(long seed) {
    new RandomLife(seed)
        .run(
            step ->
                assertThat(conditions(step.connectionFixture.status()))
                    .filteredOn(condition -> !condition.reason().equals(Readiness.STALE))
                    .extracting(Condition::message)
                    .noneMatch(message -> message.matches("(?s).*\\d{2}:\\d{2}.*")));
  }

  @ParameterizedTest
  @ValueSource(longs = {51, 52, 53})
  void whatIsToWakeItLiesAhead(long seed) {
    new RandomLife(seed)
        .run(
            step -> {
              if (step.decision.requeueAfter() != null) {
                assertThat(step.decision.requeueAfter()).isPositive();
              }
            });
  }

  private static List<Condition> conditions(VpcEndpointConnectionStatus status) {
    return Objects.requireNonNullElse(status.conditions(), List.of());
  }

  private static @Nullable Condition find(VpcEndpointConnectionStatus status, String type) {
    return conditions(status).stream().filter(c -> c.type().equals(type)).findAny().orElse(null);
  }

  private record Step(
      ConnectionFixture connectionFixture,
      VpcEndpointConnectionStatus before,
      Observation seen,
      Instant now,
      Decision<VpcEndpointConnectionStatus> decision) {}

  private interface Check {
    void of(Step step);
  }

  /**
   * Time passes, the cloud changes and fails, the process restarts, and the user edits the spec.
   */
  private static final class RandomLife {

    private final Random random;
    private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());
    private boolean suspended;
    private Instant now = NOON;
    private Observation seen = Observation.awaited(at(NOON));

    RandomLife(long seed) {
      random = new Random(seed);
    }

    void run(Check check) {
      for (int i = 0; i < STEPS; i++) {
        now = now.plusSeconds(random.nextInt(10) == 0 ? random.nextInt(4000) : random.nextInt(90));
        if (random.nextInt(40) == 0) {
          var endpoint = "endpoint-" + random.nextInt(3);
          connectionFixture.change(spec -> spec.forEndpoint(endpoint));
          seen = Observation.awaited(at(now));
        } else {
          happen();
        }
        var before = connectionFixture.status();
        var decision = connectionFixture.live(seen, now);
        check.of(new Step(connectionFixture, before, seen, now, decision));
      }
    }

    private void happen() {
      switch (random.nextInt(12)) {
        case 0 -> seen = Observation.awaited(at(now));
        case 1 ->
            connectionFixture.change(spec -> spec.acceptedWithin(random.nextInt(3) * 20 + "m"));
        case 2 -> connectionFixture.change(spec -> spec.polledEvery(random.nextInt(1, 400) + "s"));
        case 3 -> toggle();
        case 4, 5, 6 -> seen = seen.failing(randomFailure());
        case 7 -> seen = Observation.of(new Presence.Absent(), at(now));
        default -> seen = Observation.of(randomConnection(), at(now));
      }
    }

    private void toggle() {
      suspended = !suspended;
      connectionFixture.change(spec -> spec.suspended(suspended));
      seen = Observation.awaited(at(now));
    }

    private CloudFailure randomFailure() {
      return failure(FAILURES.get(random.nextInt(FAILURES.size())));
    }

    private Presence randomConnection() {
      var connection =
          aConnection()
              .of(Objects.requireNonNull(connectionFixture.spec().endpointID()))
              .described(random.nextBoolean() ? "" : "orders")
              .createdAt(random.nextBoolean() ? null : now.minus(Duration.ofHours(1)))
              .updatedAt(random.nextInt(3) > 0 ? null : now.minusSeconds(random.nextInt(3000)));
      var state = STATES.get(random.nextInt(STATES.size()));
      return new Presence.Present(
          state.equals("failed") && random.nextBoolean()
              ? connection.failedWith(new ConnectionError("EndPoint.2012", "")).build()
              : connection.in(state).build());
    }
  }
}
