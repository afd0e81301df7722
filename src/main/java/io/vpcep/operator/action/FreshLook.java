package io.vpcep.operator.action;

import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection just before it is acted on.
 *
 * @param client of the kind of source
 * @param access to the account
 * @param clock tells when it was read
 */
record FreshLook(SourceClient client, AccountAccess access, MonotonicClock clock) {

  /**
   * What was seen.
   *
   * @param since when it was asked for: what the response shows may be as old
   * @param obstacle stands in the way of the action; null if the connection is pending, and as it
   *     was decided
   */
  record Seen(MonotonicTime since, @Nullable ActionReport obstacle) {}

  /**
   * Looks at the connection.
   *
   * @throws CloudException if it cannot be read
   */
  Seen at(PlannedAction planned) throws CloudException {
    var source = planned.action().source();
    var query = ListQuery.ofEndpoint(planned.action().endpointId());
    return access.call(
        source.account(),
        client.api(),
        Priority.URGENT,
        session -> {
          var since = clock.now();
          var page = client.list(session, source.source().id(), query);
          return new Seen(since, obstacle(page, planned));
        });
  }

  private static @Nullable ActionReport obstacle(Page page, PlannedAction planned) {
    var connection = find(page, planned.action().endpointId());
    return connection == null ? missing(page) : difference(connection, planned);
  }

  private static @Nullable Connection find(Page page, String endpointId) {
    return page.connections().stream()
        .filter(connection -> connection.endpointId().equals(endpointId))
        .findFirst()
        .orElse(null);
  }

  /**
   * Only an empty page says that there is no such connection. A cloud that does not filter by ID
   * may list it on another page: that fails for each of them, and does not pass by itself.
   */
  private static ActionReport missing(Page page) {
    return page.size() == 0
        ? new ActionReport(Result.GONE, "The service does not list it any more.")
        : new ActionReport(
            Result.FAILED, "The connection could not be read on its own: nothing was sent.");
  }

  private static @Nullable ActionReport difference(Connection connection, PlannedAction planned) {
    if (!connection.state().equals(ConnectionState.PENDING_ACCEPTANCE)) {
      return new ActionReport(
          Result.WITHDRAWN, "Nothing was requested: it is %s.".formatted(connection.state()));
    }
    return Objects.equals(connection.domainId(), planned.domainId())
            && Objects.equals(connection.markerId(), planned.markerId())
        ? null
        : new ActionReport(Result.WITHDRAWN, "Nothing was requested: the connection has changed.");
  }
}
