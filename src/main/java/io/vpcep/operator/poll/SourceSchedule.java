package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When one source is read. A sweep waits for its time, then for a thread, then runs; two never
 * overlap. Whoever asks for it, a sweep begins with a token of the source's bucket or when the
 * interval is over. Pure; guarded by its user.
 */
final class SourceSchedule {

  /** However many requests come, the source is not read again sooner. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private enum Stage {
    WAITING,
    QUEUED,
    RUNNING
  }

  private final TokenBucket bucket;
  private final Duration minInterval;
  private final PollBackoff pollBackoff;
  private final SweepRequests requests = new SweepRequests();
  private Stage stage = Stage.WAITING;
  private MonotonicTime startedAt = MonotonicTime.MIN;
  private MonotonicTime plannedAt = MonotonicTime.MAX;
  private @Nullable MonotonicTime waitsForAccountUntil;
  private boolean held;
  private boolean urgent;
  private boolean whole;
  private boolean lacksAccount;
  private boolean readyMeanwhile;
  private @Nullable Begun running;

  SourceSchedule(Duration minInterval, ExponentialBackoff backoff) {
    this.bucket = new TokenBucket(PollLimits.BURST, minInterval);
    this.minInterval = minInterval;
    this.pollBackoff = new PollBackoff(backoff);
  }

  /**
   * What begins.
   *
   * @param priority who goes first
   * @param whole whether somebody asked for the list to be read as a whole
   */
  record Begun(Priority priority, boolean whole) {}

  /** Asks for a sweep as soon as the source may be read, because somebody waits. */
  void request(MonotonicTime now) {
    urgent = true;
    requests.add(now);
  }

  /** Asks for a sweep of the whole list as soon as the source may be read. */
  void requestWhole(MonotonicTime now) {
    whole = true;
    request(now);
  }

  /**
   * Moves the next sweep forward if it is later than the interval says.
   *
   * @param share of the interval, 0 to 1, that the very first sweep waits, so that not all sources
   *     are read at once
   */
  void settle(double share, Duration interval, MonotonicTime now) {
    if (stage == Stage.WAITING) {
      if (wasRead()) {
        plannedAt = MonotonicTime.earlier(plannedAt, regular(interval, now));
      } else if (plannedAt.isAfter(now.plus(interval))) {
        plannedAt = now.plus(Duration.ofMillis((long) (interval.toMillis() * share)));
      }
    }
  }

  /** The account is another: nothing that stood in the way of the old one counts. */
  void accountIsAnother(MonotonicTime now) {
    pollBackoff.forget();
    if (running != null) {
      urgent |= running.priority() == Priority.URGENT;
      whole |= running.whole();
    }
    requests.add(now);
    held = false;
  }

  /** The account cannot be used: asks for a sweep, which says so. */
  void accountIsLost(MonotonicTime now) {
    pollBackoff.tryNow();
    requests.add(now);
    held = false;
  }

  /** The account can be used: asks for a sweep if that is what the last one lacked. */
  void accountIsReady(MonotonicTime now) {
    held = false;
    if (stage != Stage.WAITING) {
      readyMeanwhile = true;
    } else if (lacksAccount) {
      requests.add(now);
    }
  }

  /**
   * When the next sweep is due; {@link MonotonicTime#MAX} while one is under way, or if there is
   * nothing to do.
   */
  MonotonicTime dueAt(Duration interval) {
    if (stage != Stage.WAITING) {
      return MonotonicTime.MAX;
    }
    var asked = MonotonicTime.later(requests.gathered(), startedAt.plus(PAUSE));
    var wanted = MonotonicTime.earlier(plannedAt, asked);
    var due = latest(wanted, pacedBy(interval), pollBackoff.until());
    return held && waitsForAccountUntil != null
        ? MonotonicTime.later(due, waitsForAccountUntil)
        : due;
  }

  private MonotonicTime pacedBy(Duration interval) {
    return MonotonicTime.earlier(bucket.availableAt(), startedAt.plus(interval));
  }

  /**
   * Waits a little for the account, of which nothing is known yet.
   *
   * @return false if it has waited long enough
   */
  boolean waitsForAccount(MonotonicTime now) {
    if (waitsForAccountUntil == null) {
      waitsForAccountUntil = now.plus(PollLimits.LONGEST_WAIT_FOR_ACCOUNT);
    }
    held = now.isBefore(waitsForAccountUntil);
    return held;
  }

  /** The account is known. */
  void stopWaiting() {
    held = false;
  }

  /** The sweep is due, and waits for a thread. */
  void queue() {
    stage = Stage.QUEUED;
  }

  /** Whether it waits for a thread, and no longer for its time. */
  boolean isQueued() {
    return stage == Stage.QUEUED;
  }

  /** Whether it waits for a thread, or runs. */
  boolean isUnderWay() {
    return stage != Stage.WAITING;
  }

  /** Who goes first. */
  Priority priority() {
    return urgent ? Priority.URGENT : Priority.NORMAL;
  }

  /** The sweep that waited for a thread begins; the interval counts from here. */
  Begun begin(MonotonicTime now) {
    var begun = new Begun(priority(), whole);
    // The first sweep after a start is free.
    if (wasRead()) {
      bucket.take(now);
    }
    forgetRequests();
    stage = Stage.RUNNING;
    startedAt = now;
    running = begun;
    return begun;
  }

  /** Forgets when and how the next sweep was to begin. */
  private void forgetRequests() {
    plannedAt = MonotonicTime.MAX;
    waitsForAccountUntil = null;
    held = false;
    urgent = false;
    whole = false;
    requests.clear();
  }

  /** The sweep that waited for a thread is not needed any more. */
  void cancel() {
    stage = Stage.WAITING;
  }

  /**
   * The sweep has ended.
   *
   * @param failure null if it went well
   * @param wasAsked whether any call reached the cloud
   */
  void ended(
      @Nullable CloudFailure failure, boolean wasAsked, Duration interval, MonotonicTime now) {
    stage = Stage.WAITING;
    leaveToTheNext(failure, wasAsked);
    lacksAccount = failure != null && Reason.NOT_ASKED.contains(failure.reason());
    boolean retried = pollBackoff.ended(failure, interval, now);
    plannedAt = retried ? pollBackoff.until() : regular(interval, now);
    if (readyMeanwhile && lacksAccount) {
      requests.add(now);
    }
    readyMeanwhile = false;
    requests.restart(now);
  }

  /** What the sweep took and did not use, and what was asked for and not done. */
  private void leaveToTheNext(@Nullable CloudFailure failure, boolean wasAsked) {
    if (running == null) {
      return;
    }
    if (!wasAsked) {
      bucket.refund();
      urgent |= running.priority() == Priority.URGENT;
    }
    whole |= failure != null && running.whole();
    running = null;
  }

  /** Nobody wants to know any more; only what limits the next sweep is kept. */
  void retire() {
    forgetRequests();
    lacksAccount = false;
    readyMeanwhile = false;
  }

  /** From when on it limits the next sweep no more than a new schedule would. */
  MonotonicTime idleSince() {
    return latest(bucket.fullAt(), startedAt.plus(minInterval), pollBackoff.until());
  }

  private boolean wasRead() {
    return !startedAt.equals(MonotonicTime.MIN);
  }

  private MonotonicTime regular(Duration interval, MonotonicTime now) {
    return latest(startedAt.plus(interval), now, pollBackoff.until());
  }

  private static MonotonicTime latest(MonotonicTime a, MonotonicTime b, MonotonicTime c) {
    return MonotonicTime.later(MonotonicTime.later(a, b), c);
  }
}
