package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.UnlistedSource;

/**
 * Makes calls for the list of one source, as its account.
 *
 * @param source which
 * @param client calls the API that lists its connections
 * @param access to the account
 * @param task what the calls are made for
 * @param responded notified of each page that was read
 */
record SourceReader(
    SourceKey source,
    SourceClient client,
    AccountAccess access,
    SourcePoll.Task task,
    Runnable responded) {

  Page list(ListQuery query) throws CloudException {
    return access.call(
        source.account(),
        client.api(),
        task.priority(),
        session -> {
          task.result().asked();
          var page = page(source, client, session, query);
          task.result().readAPage();
          responded.run();
          return page;
        });
  }

  /** Makes one call. Its failure names the source where the cloud's own error does not. */
  static Page page(SourceKey source, SourceClient client, Session session, ListQuery query)
      throws CloudException {
    try {
      return client.list(session, source.source().id(), query);
    } catch (CloudException e) {
      throw UnlistedSource.named(e, client, source, session);
    }
  }
}
