package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Failures;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.decision.StatusTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failures in a row. Three of them stop the policy, and one of those that only a person can end
 * does. A stopped policy tries one action at a time, {@link #PAUSE} after the last failure; one
 * that succeeds, or a change of the policy, makes an end of it.
 */
final class ConsecutiveFailures {

  /** So many failures in a row stop the policy. */
  static final int MOST = 3;

  /** How long a stopped policy waits. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  /** Reasons that stop the policy at once. */
  private static final Set<String> STOPPING =
      Set.of(Reason.FORBIDDEN.value(), Reason.SOURCE_NOT_FOUND.value());

  private static final String PAUSED = "Paused";

  private final long generation;
  private final Deadlines deadlines;
  private final Now now;
  private @Nullable Failures failures;

  /**
   * @param stored as the status holds them; those of another generation count no more
   */
  ConsecutiveFailures(@Nullable Failures stored, long generation, Deadlines deadlines, Now now) {
    this.failures = stored != null && stored.generation() == generation ? stored : null;
    this.generation = generation;
    this.deadlines = deadlines;
    this.now = now;
    if (failures != null) {
      // Known as long as it lasts, even while nobody asks whether it is over.
      deadlines.endOf(failures.time(), PAUSE);
    }
  }

  void failed(String reason, String message) {
    int before = failures == null ? 0 : failures.count();
    var time = StatusTime.format(now.wall());
    failures = new Failures(before + 1, time, reason, message, generation);
    deadlines.restart(time, PAUSE);
  }

  void succeeded() {
    failures = null;
  }

  @Nullable Failures failures() {
    return failures;
  }

  /** Whether the policy acts no more but to try. */
  boolean isStopped() {
    return failures != null && (failures.count() >= MOST || STOPPING.contains(failures.reason()));
  }

  /** Whether it does not since a failure with this message. */
  boolean isStoppedBy(String message) {
    return failures != null && isStopped() && failures.message().equals(message);
  }

  /** Whether not even that. */
  boolean isPaused() {
    return failures != null && isStopped() && !deadlines.isOver(failures.time(), PAUSE);
  }

  /** The reason that the condition Acting shows. */
  String reason() {
    return failures != null && STOPPING.contains(failures.reason()) ? failures.reason() : PAUSED;
  }

  /** What the condition says. */
  String message() {
    if (failures == null) {
      return "";
    }
    var how =
        "One action is tried every %s. A change of the policy ends the pause at once."
            .formatted(GoDuration.format(PAUSE));
    return STOPPING.contains(failures.reason())
        ? failures.message() + " " + how
        : "%d actions failed in a row. %s %s".formatted(failures.count(), failures.message(), how);
  }
}
