package io.vpcep.operator.e2e;

import io.vpcep.emulator.http.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Calls that the cloud saw.
 *
 * @param all oldest first
 */
record Calls(List<LoggedRequest> all) {

  int count() {
    return all.size();
  }

  /** Those answered with a status. */
  Calls answeredWith(int status) {
    return new Calls(all.stream().filter(call -> Objects.equals(call.status(), status)).toList());
  }

  /** Those of a moment and later. */
  Calls since(Instant moment) {
    return between(moment, Instant.MAX);
  }

  /** Those later than a moment. */
  Calls after(Instant moment) {
    return since(moment.plusNanos(1));
  }

  /** Those of a span of time. */
  Calls between(Instant from, Instant until) {
    return new Calls(
        all.stream()
            .filter(call -> !call.time().isBefore(from) && call.time().isBefore(until))
            .toList());
  }

  Instant first() {
    return all.get(0).time();
  }

  Instant last() {
    return all.get(all.size() - 1).time();
  }

  /** How long after each call the next one came. */
  List<Duration> gaps() {
    return IntStream.range(1, all.size())
        .mapToObj(i -> Duration.between(all.get(i - 1).time(), all.get(i).time()))
        .toList();
  }
}
