package io.vpcep.operator.command;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.poll.OneTimeList;
import java.time.Instant;
import java.util.List;

/** Lists that were read. */
final class ListFixture {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Target SERVICE = Target.of(new AccountKey("shop", "prod"), "service-1", null);
  static final Target CLUSTER = Target.of(new AccountKey("shop", "prod"), null, "cluster-1");

  private ListFixture() {}

  static ListedSource listed(Connection... connections) {
    return listed(SERVICE, ConnectionFilter.ALL, connections);
  }

  static ListedSource listed(Target target, ConnectionFilter filter, Connection... connections) {
    return ListedSource.of(target, new OneTimeList(List.of(connections), 0, null), filter);
  }

  static ListedSource listedWithUnreadable(int unreadable, Connection... connections) {
    var list =
        new OneTimeList(
            List.of(connections),
            unreadable,
            new CloudFailure(Reason.INVALID_RESPONSE, "A listed connection has no `status`."));
    return ListedSource.of(SERVICE, list, ConnectionFilter.ALL);
  }
}
