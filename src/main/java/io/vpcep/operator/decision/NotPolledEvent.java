package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.SYNCED;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event of a resource that cannot be polled: the user who applied it looks there. Only for what
 * somebody has to fix in this resource or for it. What passes by itself would be an event on each
 * resource in every outage, and an account that is not ready has an event of its own.
 */
public final class NotPolledEvent {

  private static final Set<String> REPORTED =
      Stream.of(
              Reason.ACCOUNT_NOT_FOUND,
              Reason.SOURCE_NOT_FOUND,
              Reason.FORBIDDEN,
              Reason.INVALID_RESPONSE)
          .map(Reason::value)
          .collect(Collectors.toUnmodifiableSet());

  private NotPolledEvent() {}

  /**
   * Adds the event if Synced has come to say why the resource cannot be polled. While the same
   * reason stands there, only another spec that fails in another way is reported too.
   *
   * @param before the conditions of the present status; null before the first
   * @param after the conditions of the next status
   */
  public static void add(
      EventSequence events, @Nullable List<Condition> before, List<Condition> after) {
    var synced = Condition.find(after, SYNCED);
    var last = Condition.find(before, SYNCED);
    if (synced != null && REPORTED.contains(synced.reason()) && !isReported(last, synced)) {
      events.addUnnumbered(
          EventRecord.Reason.NOT_POLLED,
          synced.reason() + ": " + synced.message(),
          // Moves when the resource could be polled in between, and else stays: a reason that comes
          // and goes while nothing can be read is reported once.
          last == null ? null : last.lastTransitionTime(),
          synced.reason(),
          synced.message());
    }
  }

  private static boolean isReported(@Nullable Condition before, Condition synced) {
    return before != null
        && before.reason().equals(synced.reason())
        && (before.message().equals(synced.message())
            || Objects.equals(before.observedGeneration(), synced.observedGeneration()));
  }
}
