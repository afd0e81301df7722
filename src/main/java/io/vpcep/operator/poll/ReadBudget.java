package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import org.jspecify.annotations.Nullable;

/** What reading one list may cost, whatever the cloud says about the list's size. */
final class ReadBudget {

  private final Source source;
  private final MonotonicClock clock;
  private final MonotonicTime end;
  private int calls;
  private long items;

  /** A budget whose time begins now. */
  ReadBudget(Source source, MonotonicClock clock) {
    this.source = source;
    this.clock = clock;
    this.end = clock.now().plus(PollLimits.MAX_READING);
  }

  /** A call is made. */
  void calls() {
    calls++;
  }

  /** A page was read. */
  void read(Page page) {
    items += page.size();
  }

  /** How many calls were made. */
  int spentCalls() {
    return calls;
  }

  /** Whether what was read is too much already. */
  boolean isTooLarge() {
    return items > PollLimits.MAX_CONNECTIONS;
  }

  /** Throws why no further page may be read, if none may. */
  void check() throws CloudException {
    var exceeded = exceeded();
    if (exceeded != null) {
      throw new CloudException(exceeded);
    }
  }

  /** Why no further page may be read; null if one may. */
  @Nullable CloudFailure exceeded() {
    if (isTooLarge()) {
      return new CloudFailure(
          Reason.INVALID_RESPONSE,
          "The list of %s has more than %,d connections."
              .formatted(source, PollLimits.MAX_CONNECTIONS));
    }
    if (calls >= PollLimits.MAX_CALLS) {
      return new CloudFailure(
          Reason.INVALID_RESPONSE,
          "The list of %s has more than %d pages.".formatted(source, PollLimits.MAX_CALLS));
    }
    if (clock.now().isAfter(end)) {
      return new CloudFailure(
          Reason.CLOUD_UNAVAILABLE,
          "The list of %s could not be read within %d minutes."
              .formatted(source, PollLimits.MAX_READING.toMinutes()));
    }
    return null;
  }
}
