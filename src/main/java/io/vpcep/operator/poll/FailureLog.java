package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.SourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs when a source begins to fail, for another reason, and when it is read again. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private @Nullable Reason last;

  /**
   * A sweep has ended.
   *
   * @param failure null if it succeeded; one of the account is logged with the account
   */
  void ended(SourceKey source, @Nullable CloudFailure failure) {
    if (failure == null) {
      if (last != null) {
        LogFields.of(LOG.atInfo(), source).log("source is read again");
      }
      last = null;
    } else if (!Reason.NOT_ASKED.contains(failure.reason())) {
      if (!isSame(failure.reason())) {
        LogFields.of(LOG.atWarn(), source)
            .log("source cannot be read: {}: {}", failure.reason().value(), failure.message());
      }
      last = failure.reason();
    }
  }

  /** A busy or unavailable cloud fails now in this way and now in that. */
  private boolean isSame(Reason reason) {
    return reason == last
        || (last != null && Reason.CLOUD_IN_TROUBLE.containsAll(List.of(last, reason)));
  }
}
