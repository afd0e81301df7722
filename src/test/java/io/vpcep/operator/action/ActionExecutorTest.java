package io.vpcep.operator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.action.ActionOutcome.Done;
import io.vpcep.operator.action.ActionOutcome.Failed;
import io.vpcep.operator.action.ActionOutcome.NotSent;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.SourceGate;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeSourceClient;
import io.vpcep.operator.support.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An action is sent once, by the leader, as its account, and only where it can be. */
class ActionExecutorTest implements AccountAccess, SourceGate {

  private static final CloudFailure BUSY = new CloudFailure(Reason.THROTTLED, "429");
  private static final SourceKey SERVICE =
      new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "service-1"));
  private static final CloudAction ACCEPT = new CloudAction(SERVICE, "endpoint-1", Verb.ACCEPT);

  private final FakeSourceClient cloud = new FakeSourceClient();
  private final List<String> calls = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();
  private @Nullable CloudFailure accountFailure;
  private boolean closed = true;
  private boolean leads = true;
  private boolean losesTheLease;
  private boolean stillHolds = true;

  private final ActionExecutor executor =
      new ActionExecutor(kind -> cloud, this, this, () -> leads);

  private ActionOutcome execute() {
    return executor.execute(ACCEPT, () -> stillHolds);
  }

  @Test
  void sendsNothingThatHoldsNoLonger() {
    stillHolds = false;

    assertThat(execute()).isEqualTo(new NotSent(ActionOutcome.Reason.TOO_LATE));

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void acceptsAsTheAccountBeforeSweepsThatCanWait() {
    assertThat(execute()).isEqualTo(new Done());

    assertThat(cloud.actions()).containsExactly(ACCEPT);
    assertThat(calls).containsExactly("shop/prod vpcep URGENT");
    assertThat(reported).containsExactly("service-1 null");
  }

  @Test
  void saysWhatStoodInTheWay() {
    cloud.failsAlways(BUSY);

    assertThat(execute()).isEqualTo(new Failed(BUSY, ActionRefusal.NONE));

    assertThat(reported).containsExactly("service-1 " + BUSY);
  }

  @Test
  void sendsNothingAsAnAccountThatIsNotReady() {
    accountFailure = new CloudFailure(Reason.ACCOUNT_NOT_READY, "its Secret is gone");

    assertThat(execute()).isEqualTo(new Failed(accountFailure, ActionRefusal.NONE));

    assertThat(cloud.actions()).isEmpty();
  }

  @Test
  void sendsNothingThatTheApiCannotDo() {
    cloud.cannotFilter();

    assertThat(execute()).isEqualTo(new NotSent(ActionOutcome.Reason.NOT_SUPPORTED));

    assertThat(calls).isEmpty();
  }

  @Test
  void sendsNothingToAnApiThatIsDead() {
    closed = false;

    assertThat(execute()).isEqualTo(new NotSent(ActionOutcome.Reason.CIRCUIT_OPEN));

    assertThat(calls).isEmpty();
    assertThat(reported).isEmpty();
  }

  @Test
  void sendsNothingOnceAnotherReplicaMayLead() {
    losesTheLease = true;

    assertThat(execute()).isEqualTo(new NotSent(ActionOutcome.Reason.NOT_LEADING));

    assertThat(cloud.actions()).isEmpty();
    assertThat(reported).isEmpty();
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    calls.add(account + " " + api.label() + " " + priority);
    if (accountFailure != null) {
      throw new CloudException(accountFailure);
    }
    leads &= !losesTheLease;
    return call.with(Sessions.aSession());
  }

  @Override
  public boolean isKnown(AccountKey account) {
    return true;
  }

  @Override
  public void execute(SourceKey source, Runnable task) {
    throw new AssertionError("an action runs in its caller's thread");
  }

  @Override
  public boolean admits(SourceKey source) {
    return closed;
  }

  @Override
  public void acted(SourceKey source, @Nullable CloudFailure failure) {
    reported.add(source.source().id() + " " + failure);
  }
}
