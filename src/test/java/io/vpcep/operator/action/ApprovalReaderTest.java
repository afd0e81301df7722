package io.vpcep.operator.action;

import static io.vpcep.operator.connection.Approval.NOT_REQUIRED;
import static io.vpcep.operator.connection.Approval.REQUIRED;
import static io.vpcep.operator.connection.Approval.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.SourceGate;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.FakeSourceClient;
import io.vpcep.operator.support.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalReaderTest implements AccountAccess, SourceGate {

  private static final SourceKey SERVICE =
      new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "service-1"));
  private static final PolicyVersion POLICY = new PolicyVersion("shop", "shop-api", "uid-1", 3);

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final List<Runnable> queued = new ArrayList<>();
  private final List<PolicyVersion> news = new ArrayList<>();
  private boolean isClosed = true;

  private final FakeSourceClient cloud = new FakeSourceClient();

  private final ApprovalReader reader =
      new ApprovalReader(kind -> cloud, this, this, clock, news::add);

  ApprovalReaderTest() {
    cloud.saysOfApproval(NOT_REQUIRED);
  }

  @Test
  void isReadOnceInAWhile() {
    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(UNKNOWN);
    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(UNKNOWN);
    runQueued(1);
    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(NOT_REQUIRED);
    assertThat(news).containsExactly(POLICY);

    cloud.saysOfApproval(REQUIRED);
    clock.pass(ApprovalReader.INTERVAL);

    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(NOT_REQUIRED);
    runQueued(1);
    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(REQUIRED);
    assertThat(news).hasSize(2);
  }

  @Test
  void whatCannotBeReadStaysAsItWas() {
    reader.of(POLICY, SERVICE);
    runQueued(1);
    cloud.failsAlways(new CloudFailure(Reason.FORBIDDEN, "no right"));
    clock.pass(ApprovalReader.INTERVAL);

    reader.of(POLICY, SERVICE);
    runQueued(1);

    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(NOT_REQUIRED);
    assertThat(news).hasSize(1);
  }

  @Test
  void asksNobodyWhileTheApiDoesNotRespond() {
    isClosed = false;

    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(UNKNOWN);

    assertThat(queued).isEmpty();
  }

  @Test
  void knowsNothingOfAPolicyThatIsGone() {
    reader.of(POLICY, SERVICE);
    reader.forget("uid-1");
    runQueued(1);

    assertThat(news).isEmpty();
    assertThat(reader.of(POLICY, SERVICE)).isEqualTo(UNKNOWN);
  }

  @Test
  void whatAnotherAccountSaidIsForgotten() {
    reader.of(POLICY, SERVICE);
    runQueued(1);
    var other = new SourceKey(new AccountKey("shop", "other"), SERVICE.source());

    assertThat(reader.of(POLICY, other)).isEqualTo(UNKNOWN);

    runQueued(1);
    assertThat(reader.of(POLICY, other)).isEqualTo(NOT_REQUIRED);
  }

  @Test
  void anAnswerToAnAccountThatThePolicyNamesNoLongerIsDropped() {
    reader.of(POLICY, SERVICE);
    var other = new SourceKey(new AccountKey("shop", "other"), SERVICE.source());
    reader.of(POLICY, other);

    queued.remove(0).run();

    assertThat(news).isEmpty();
    assertThat(reader.of(POLICY, other)).isEqualTo(UNKNOWN);
  }

  private void runQueued(int count) {
    assertThat(queued).hasSize(count);
    List.copyOf(queued).forEach(Runnable::run);
    queued.clear();
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    return call.with(Sessions.aSession());
  }

  @Override
  public boolean isKnown(AccountKey account) {
    return true;
  }

  @Override
  public void execute(SourceKey source, Runnable task) {
    queued.add(task);
  }

  @Override
  public boolean admits(SourceKey source) {
    return isClosed;
  }

  @Override
  public void acted(SourceKey source, @Nullable CloudFailure failure) {
    throw new AssertionError("nothing is done");
  }
}
