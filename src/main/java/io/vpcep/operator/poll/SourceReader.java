package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.UnlistedSource;

/**
 * Makes calls for the list of one source, as its account.
 *
 * @param source which
 * @param client calls the API that lists its connections
 * @param access to the account
 * @param priority of the sweep
 * @param asked notified when a call is made, and not only wanted
 * @param answered notified of each page that was read
 */
record SourceReader(
    SourceKey source,
    SourceClient client,
    AccountAccess access,
    Priority priority,
    Runnable asked,
    Runnable answered) {

  Page list(ListQuery query) throws CloudException {
    return access.call(
        source.account(),
        client.api(),
        priority,
        session -> {
          asked.run();
          var page = page(session, query);
          answered.run();
          return page;
        });
  }

  private Page page(Session session, ListQuery query) throws CloudException {
    try {
      return client.list(session, source.source().id(), query);
    } catch (CloudException e) {
      throw UnlistedSource.named(e, client, source, session);
    }
  }
}
