package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what the status of a CloudAccount should be. */
public final class AccountDecision {

  private AccountDecision() {}

  /**
   * The status that the account should have now, and the event of getting there.
   *
   * @param staleAfter how long the cloud may be away before an account that was ready says so
   */
  public static Decision<CloudAccountStatus> decide(
      CloudAccount account, AccountState state, Duration staleAfter, Now now) {
    var before = account.getStatus();
    long generation = account.getMetadata().getGeneration();
    var previous = before == null ? null : before.conditions();
    var shown = Condition.find(previous, READY);
    if (shown != null
        && isVerdict(shown, generation)
        && isHeldBack(state, shown, staleAfter, now)) {
      return new Decision<>(before, List.of(), heldBackFor(state, shown, staleAfter, now));
    }
    var conditions = new Conditions(previous, generation, now.wall());
    conditions.add(READY, word(state), state.reason().value(), state.message());
    var eventSequence = eventSequence(before, shown, state);
    var status =
        new CloudAccountStatus(
            generation,
            projectId(before, state, generation),
            eventSequence.count(),
            before == null ? null : before.unrecordedEvents(),
            conditions.toList());
    return new Decision<>(status, eventSequence.toList(), null);
  }

  /** While there is no session, the project that the same spec was read with. */
  private static @Nullable String projectId(
      @Nullable CloudAccountStatus before, AccountState state, long generation) {
    return state.projectId() == null
            && before != null
            && Objects.equals(before.observedGeneration(), generation)
        ? before.projectID()
        : state.projectId();
  }

  /** Whether the cloud has said this about the present spec. */
  private static boolean isVerdict(Condition shown, long generation) {
    return !shown.status().equals("Unknown")
        && Objects.equals(shown.observedGeneration(), generation);
  }

  /**
   * Whether the state says less than the status does. A process that has just begun to lead knows
   * nothing yet of credentials that another one has found good or bad, and cannot ask while the
   * cloud is away: it goes on saying what was said, as the other one would have.
   */
  private static boolean isHeldBack(
      AccountState state, Condition verdict, Duration staleAfter, Now now) {
    boolean good = verdict.status().equals("True");
    boolean recent = now.monotonic().isBefore(state.since().plus(staleAfter));
    return switch (state.reason()) {
      case NOT_VERIFIED -> good || recent;
      case CLOUD_UNAVAILABLE -> good && recent;
      default -> false;
    };
  }

  private static @Nullable Duration heldBackFor(
      AccountState state, Condition verdict, Duration staleAfter, Now now) {
    return state.reason() == Reason.NOT_VERIFIED && verdict.status().equals("True")
        ? null
        : now.monotonic().until(state.since().plus(staleAfter));
  }

  private static String word(AccountState state) {
    if (state.reason() == Reason.NOT_VERIFIED) {
      return "Unknown";
    }
    return state.ready() ? "True" : "False";
  }

  private static EventSequence eventSequence(
      @Nullable CloudAccountStatus before, @Nullable Condition shown, AccountState state) {
    var eventSequence = new EventSequence(before == null ? null : before.eventCount());
    if (state.reason() != Reason.NOT_VERIFIED
        && (shown == null || !shown.status().equals(word(state)))) {
      var reason =
          state.ready() ? EventRecord.Reason.ACCOUNT_READY : EventRecord.Reason.ACCOUNT_NOT_READY;
      eventSequence.add(reason, state.reason().value() + ": " + state.message());
    }
    return eventSequence;
  }
}
