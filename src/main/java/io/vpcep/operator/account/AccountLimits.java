package io.vpcep.operator.account;

import java.time.Duration;

/** The bounds of what accounts keep, and of how long they let anybody wait. */
final class AccountLimits {

  /** Of so many credentials it is remembered how they were received; beyond, the eldest go. */
  static final int CREDENTIALS = 10_000;

  /** How long credentials are remembered that no account uses. */
  static final Duration UNUSED_CREDENTIALS = Duration.ofHours(1);

  /** How often those are looked for, at most. */
  static final Duration BETWEEN_TIDYINGS = Duration.ofMinutes(1);

  /** For so many APIs (each with its region and project) of each credential; the eldest go. */
  static final int APIS = 64;

  /**
   * How long an API that accepted credentials counts as accepting them if it is not asked again.
   */
  static final Duration ACCEPTANCE_COUNTS = Duration.ofHours(1);

  /** So many failed tries of each access key or user are remembered, for an hour at most. */
  static final int FAILED_TRIES = 100;

  /** How long failed tries are remembered. */
  static final Duration FAILED_TRIES_KEPT = Duration.ofHours(1);

  /** How long a call waits for somebody else's login or probe, a thread being held meanwhile. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long a call waits for its turn in the call budget. */
  static final Duration BUDGET_WAIT = Duration.ofMinutes(1);

  /** Tokens are taken to last no longer, whatever our clock makes of their end. */
  static final Duration LONGEST_TOKEN = Duration.ofHours(24);

  /** Tokens are taken to last at least so long: a wrong clock does not lead to a login loop. */
  static final Duration SHORTEST_TOKEN = Duration.ofSeconds(2);

  /** How long a token is taken to last that has ended by our clock: the clock is wrong. */
  static final Duration ENDED_TOKEN = Duration.ofMinutes(1);

  /** So many keys of a Secret are named in a message. */
  static final int NAMED_KEYS = 12;

  private AccountLimits() {}
}
