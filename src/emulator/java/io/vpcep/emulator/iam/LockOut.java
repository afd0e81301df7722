package io.vpcep.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Locks a name for 5 minutes after five failures in a row. Attempts on a locked name neither count
 * nor make the lock longer.
 */
final class LockOut {

  private static final int FAILURES = 5;
  private static final Duration LOCKED_FOR = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Instant> lockedUntil = new HashMap<>();

  LockOut(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean isLocked(String name) {
    Instant end = lockedUntil.get(name);
    return end != null && clock.instant().isBefore(end);
  }

  synchronized void failed(String name) {
    if (!isLocked(name) && failures.merge(name, 1, Integer::sum) == FAILURES) {
      failures.remove(name);
      lockedUntil.put(name, clock.instant().plus(LOCKED_FOR));
    }
  }

  /** Forgets failures and lock. */
  synchronized void clear(String name) {
    failures.remove(name);
    lockedUntil.remove(name);
  }
}
