package io.vpcep.operator.acceptance;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.decision.StatusTime;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long connections have been pending: since the cloud's last update, or else their creation, or
 * else since this process first saw them so.
 */
final class PendingAges {

  private final Map<String, MonotonicTime> known;
  private final Now now;
  private final Map<String, MonotonicTime> firstSeen = new HashMap<>();

  PendingAges(Map<String, MonotonicTime> known, Now now) {
    this.known = known;
    this.now = now;
  }

  /** How old the connection is; asked of each pending one, or else its first sight is forgotten. */
  Duration of(Connection connection) {
    var dated =
        StatusTime.firstPast(now.wall(), connection.updatedTime(), connection.createdTime());
    if (dated != null) {
      return Duration.between(dated, now.wall());
    }
    var endpoint = connection.endpointId();
    var first = known.getOrDefault(endpoint, now.monotonic());
    firstSeen.put(endpoint, first);
    return first.until(now.monotonic());
  }

  Map<String, MonotonicTime> firstSeen() {
    return firstSeen;
  }
}
