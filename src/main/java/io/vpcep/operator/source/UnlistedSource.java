package io.vpcep.operator.source;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.SourceKey;

/** Names a source that the cloud does not list: the error of the cloud does not. */
public final class UnlistedSource {

  private UnlistedSource() {}

  /** The same failure; if the source was not found, with what was looked for and where. */
  public static CloudException named(
      CloudException e, SourceClient client, SourceKey source, Session session) {
    CloudFailure failure = e.failure();
    if (failure.reason() != Reason.SOURCE_NOT_FOUND) {
      return e;
    }
    String sentence =
        "%s %s in project %s, region %s (CloudAccount %s). %s"
            .formatted(
                source.source(),
                client.isListingDisabled(e) ? "cannot be listed" : "does not exist",
                session.projectId(),
                session.endpoints().region(),
                source.account().name(),
                failure.message());
    return e.with(new CloudFailure(failure.reason(), sentence, failure.retryAfter()));
  }
}
