package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged of a source that begins and ceases to fail. */
class FailureLogTest {

  private static final SourceKey SOURCE =
      new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "4189d3c2"));
  private static final String FIELDS =
      " [namespace=\"shop\", account=\"prod\", source=\"VpcEndpointService/4189d3c2\"]";

  private final CapturedLog captured = new CapturedLog(FailureLog.class);
  private final FailureLog log = new FailureLog();

  @AfterEach
  void release() {
    captured.close();
  }

  @Test
  void oneLineSaysThatASourceFailsAndOneThatItIsReadAgain() {
    log.ended(SOURCE, null);
    log.ended(SOURCE, failure(Reason.FORBIDDEN));
    log.ended(SOURCE, failure(Reason.FORBIDDEN));
    log.ended(SOURCE, null);
    log.ended(SOURCE, null);

    assertThat(captured.structured())
        .containsExactly(
            "source cannot be read: Forbidden: it is Forbidden" + FIELDS,
            "source is read again" + FIELDS);
  }

  @Test
  void anotherReasonIsAnotherLineUnlessAnOutageShowsInAnotherWay() {
    log.ended(SOURCE, failure(Reason.THROTTLED));
    log.ended(SOURCE, failure(Reason.CLOUD_UNAVAILABLE));
    log.ended(SOURCE, failure(Reason.SOURCE_NOT_FOUND));

    assertThat(captured.lines())
        .containsExactly(
            "source cannot be read: Throttled: it is Throttled",
            "source cannot be read: SourceNotFound: it is SourceNotFound");
  }

  @Test
  void whatEndsAtTheAccountIsLoggedThere() {
    log.ended(SOURCE, failure(Reason.ACCOUNT_NOT_FOUND));
    log.ended(SOURCE, failure(Reason.ACCOUNT_NOT_READY));
    log.ended(SOURCE, null);

    assertThat(captured.lines()).isEmpty();
  }
}
