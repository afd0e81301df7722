package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.ListQuery;
import java.time.Duration;

/** The bounds of this package in numbers. They are documented in docs/limits.md. */
final class PollLimits {

  /** A list with more connections is not read to its end, and its sweep fails. */
  static final int MAX_CONNECTIONS = 50_000;

  /**
   * A list that takes more calls is not read to its end: ten times as many as {@link
   * #MAX_CONNECTIONS} need with the pages that are asked for ({@link ListQuery#MAX_LIMIT}), because
   * a cloud may give smaller ones.
   */
  static final int MAX_CALLS = 500;

  /**
   * How many characters of descriptions, errors and details of CSS are kept with the connections of
   * a list. Above, they are left out, and a new resource waits for a look of its own.
   */
  static final int MAX_KEPT_TEXT = 1 << 20;

  /** Reading a list takes no longer; it is read again later. */
  static final Duration MAX_READING = Duration.ofMinutes(10);

  /**
   * How many sweeps of a source may follow each other before further ones are paced by {@code
   * polling.minInterval}.
   */
  static final int BURST = 5;

  /**
   * How many sources that nobody watches any more are remembered for their pace. A tenant would
   * have to read so many others to make the operator forget one.
   */
  static final int REMEMBERED_SOURCES = 10_000;

  /** How long a sweep waits for its account to be known; afterwards it reports what it lacks. */
  static final Duration LONGEST_WAIT_FOR_ACCOUNT = Duration.ofSeconds(10);

  /** After this time a source that waits finds out whether its account may make more calls. */
  static final Duration LONGEST_TIMER = Duration.ofMinutes(5);

  private PollLimits() {}
}
