package io.vpcep.operator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.action.ActionOutcome.Failed;
import io.vpcep.operator.action.ActionOutcome.NotSent;
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an outcome means for a decision. */
class ActionReportsTest {

  @ParameterizedTest
  @CsvSource({
    "ALREADY_DONE,DONE",
    "IN_TRANSITION,IN_TRANSITION",
    "GONE,GONE",
    "NOT_ALLOWED,REFUSED",
    "NOT_YET,NOT_YET",
    "MALFORMED,OUR_FAULT"
  })
  void theErrorCodeCountsBeforeTheFailure(ActionRefusal refusal, Result result) {
    var failure = new CloudFailure(Reason.SOURCE_NOT_FOUND, "why");

    assertThat(ActionReports.of(new Failed(failure, refusal)))
        .isEqualTo(new ActionReport(result, "why"));
  }

  @ParameterizedTest
  @CsvSource({
    "FORBIDDEN,FORBIDDEN",
    "SOURCE_NOT_FOUND,SOURCE_NOT_FOUND",
    "THROTTLED,BACK_OFF",
    "ACCOUNT_NOT_READY,NOT_SENT",
    "ACCOUNT_NOT_FOUND,NOT_SENT",
    "UNAUTHORIZED,NOT_SENT",
    "INTERNAL_ERROR,OUR_FAULT",
    "CLOUD_UNAVAILABLE,FAILED",
    "INVALID_RESPONSE,FAILED"
  })
  void withoutSuchACodeTheFailureDoes(Reason reason, Result result) {
    var failure = new CloudFailure(reason, "why", Duration.ofSeconds(7));

    assertThat(ActionReports.of(new Failed(failure, ActionRefusal.NONE)))
        .isEqualTo(new ActionReport(result, "why", Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @EnumSource(names = "NOT_SUPPORTED", mode = EnumSource.Mode.EXCLUDE)
  void whatWasNotSentMayBeSentLater(ActionOutcome.Reason reason) {
    assertThat(ActionReports.of(new NotSent(reason)).result()).isEqualTo(Result.NOT_SENT);
  }
}
