package io.vpcep.operator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.action.ActionReportBook.Awaited;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionReportBookTest {

  private static final ActionReport DONE = new ActionReport(Result.DONE, "");
  private static final SourceKey SERVICE =
      new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "service-1"));

  private final ActionReportBook book = new ActionReportBook();

  @Test
  void keepsReportsForAsLongAsTheyAreAwaited() {
    book.of("uid-1", Set.of(awaited(1), awaited(2)));

    book.add(planned("uid-1", 1), DONE);
    book.add(planned("uid-1", 2), DONE);

    assertThat(book.of("uid-1", Set.of(awaited(1), awaited(2)))).containsOnlyKeys(1L, 2L);
    assertThat(book.of("uid-1", Set.of(awaited(2)))).containsOnlyKeys(2L);
    assertThat(book.has(planned("uid-1", 1))).isFalse();
    assertThat(book.has(planned("uid-1", 2))).isTrue();
  }

  @Test
  void aPolicyThatIsCreatedAgainHasNoneOfThoseBefore() {
    book.of("uid-1", Set.of(awaited(1)));
    book.add(planned("uid-1", 1), DONE);

    assertThat(book.has(planned("uid-2", 1))).isFalse();
    assertThat(book.of("uid-2", Set.of(awaited(1)))).isEmpty();
  }

  @Test
  void keepsNothingOfAPolicyThatIsGone() {
    book.of("uid-1", Set.of(awaited(1)));
    book.want("uid-1", Set.of(planned("uid-1", 1)));
    book.forget("uid-1");

    assertThat(book.isWanted(planned("uid-1", 1))).isFalse();
    book.add(planned("uid-1", 1), DONE);

    assertThat(book.of("uid-1", Set.of(awaited(1)))).isEmpty();
  }

  @Test
  void aReportIsNotOnAnotherDecisionOfItsNumber() {
    book.of("uid-1", Set.of());
    book.add(planned("uid-1", 1), DONE);

    assertThat(book.of("uid-1", Set.of(new Awaited(1, "endpoint-2", Verb.ACCEPT)))).isEmpty();
    book.add(planned("uid-1", 1), DONE);
    assertThat(book.of("uid-1", Set.of(new Awaited(1, "endpoint-1", Verb.REJECT)))).isEmpty();
  }

  @Test
  void whatWasDecidedBeforeAFailureWasKnownIsNotWanted() {
    book.of("uid-1", Set.of());
    book.add(planned("uid-1", 1), new ActionReport(Result.FORBIDDEN, "why"));

    book.want("uid-1", Set.of(planned("uid-1", 2)));

    assertThat(book.isWanted(planned("uid-1", 2))).isFalse();
    book.of("uid-1", Set.of(awaited(1)));
    book.want("uid-1", Set.of(planned("uid-1", 2)));
    assertThat(book.isWanted(planned("uid-1", 2))).isTrue();
  }

  private static Awaited awaited(long number) {
    return new Awaited(number, "endpoint-1", Verb.ACCEPT);
  }

  private static PlannedAction planned(String uid, long number) {
    return new PlannedAction(
        new CloudAction(SERVICE, "endpoint-1", Verb.ACCEPT),
        number,
        "partners",
        "domain",
        7L,
        new PolicyVersion("shop", "shop-api", uid, 1));
  }
}
