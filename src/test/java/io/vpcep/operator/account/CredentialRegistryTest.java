package io.vpcep.operator.account;

import static io.vpcep.operator.support.Sessions.NOWHERE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.account.CredentialView.Verdict;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialRegistryTest {

  private static final CloudFailure REFUSAL =
      new CloudFailure(CloudFailure.Reason.UNAUTHORIZED, "401 wrong");
  private static final CredentialKey KEY = key(0);
  private static final ApiTarget API = ApiTarget.of(VpcepSource.API, Sessions.aSession());

  private final FakeClock time = new FakeClock(AccountFixture.NOON);
  private final CredentialRegistry registry = registry(Duration.ofMillis(50));
  private final User user = new User("shop");

  @Test
  void whatWasRefusedIsRememberedForAnHourAfterTheLastAccountIsGone() {
    // Given
    registry.use(user, KEY);
    registry.of(user, KEY).identityRefused(REFUSAL);
    registry.leave(user);

    // When
    time.pass(Duration.ofMinutes(59));
    registry.use(user, key(1));
    var remembered = registry.of(user, KEY).view().verdict();
    time.pass(Duration.ofMinutes(2));
    registry.use(user, key(2));

    // Then
    assertThat(remembered).isEqualTo(Verdict.REFUSED);
    assertThat(registry.of(user, KEY).view().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void ofMoreThanTenThousandCredentialsTheEldestUnusedOnesAreForgotten() {
    // Given
    var used = key(-1);
    registry.use(user, used);
    registry.of(user, used).identityAccepted();
    registry.of(user, KEY).identityRefused(REFUSAL);

    // When
    for (int i = 1; i < AccountLimits.CREDENTIALS; i++) {
      registry.of(user, key(i)).identityAccepted();
    }

    // Then
    assertThat(registry.of(user, used).view().verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(registry.of(user, KEY).view().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whoNeedsMoreThanAnEqualShareOfTheRateLimitHasItsIntervalsStretched() {
    // Given: a rate limit of 1,000 calls a second, 900 of them for polls at their intervals
    var modest = new User("modest");
    var greedy = new User("greedy");
    var greedyToo = new User("greedy");
    var alone = new User("alone");
    for (var each : List.of(user, modest, greedy, greedyToo)) {
      registry.use(each, KEY);
    }
    registry.use(alone, key(1));
    user.callsPerSecond = 400;
    modest.callsPerSecond = 100;
    greedy.callsPerSecond = 4000;
    greedyToo.callsPerSecond = 8000;
    alone.callsPerSecond = 1800;

    // When, then
    assertThat(registry.stretch(user)).isEqualTo(1);
    assertThat(registry.stretch(modest)).isEqualTo(1);
    assertThat(registry.stretch(greedy)).isEqualTo(30);
    assertThat(registry.stretch(greedyToo)).isEqualTo(30);
    assertThat(registry.stretch(alone)).isEqualTo(2);

    // When
    registry.leave(greedyToo);
    user.callsPerSecond = 500;

    // Then
    assertThat(registry.stretch(user)).isEqualTo(1.25);
    assertThat(registry.stretch(greedy)).isEqualTo(10);
    assertThat(registry.stretch(greedyToo)).isEqualTo(1);

    // When: it is just enough for all
    alone.callsPerSecond = 900;

    // Then
    assertThat(registry.stretch(alone)).isEqualTo(1);
  }

  @Test
  void aCallWithCredentialsThatAreNotVerifiedWaitsForTheOneThatIsUnderWay() throws Exception {
    // Given
    var patient = registry(Duration.ofSeconds(10));
    var first = permit(patient);
    var second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return permit(patient);
              } catch (CloudException e) {
                throw new IllegalStateException(e);
              }
            });

    // When
    first.accepted();
    first.close();

    // Then
    assertThat(second.get(5, SECONDS)).isNotNull();
  }

  @Test
  void whoWaitedInVainIsWokenWhenTheTurnEnds() throws Exception {
    // Given
    registry.use(user, KEY);
    var first = permit(registry);
    var second = CallPermit.request(registry.of(user, KEY), API);

    // When
    first.close();

    // Then
    assertThat(second).isNull();
    assertThat(user.wakes).hasSize(1);
    permit(registry).close();
    assertThat(user.wakes).as("by the turn that it waited for").hasSize(1);
  }

  @Test
  void aCallThatToldNothingDelaysTheNextOnlyIfTheCredentialsAreRefused() throws Exception {
    // Given
    permit(registry).close();
    var unknown = (LoginPermit.Granted) registry.of(user, KEY).beginLogin();
    unknown.close();
    registry.of(user, KEY).identityRefused(REFUSAL);
    time.pass(Duration.ofSeconds(30));

    // When
    ((LoginPermit.Granted) registry.of(user, KEY).beginLogin()).close();
    var afterLogin = registry.of(user, KEY).view().probeAt();
    permit(registry).close();

    // Then
    assertThat(afterLogin).isEqualTo(time.now());
    assertThat(registry.of(user, KEY).view().probeAt())
        .isEqualTo(time.now().plus(Duration.ofSeconds(30)));
  }

  @Test
  void whatAnApiAcceptedBeforeTheIdentityServiceRefusedDoesNotCount() throws Exception {
    // Given
    try (var other = permit(registry, KEY, ApiTarget.of(CssSource.API, Sessions.aSession()))) {
      other.accepted();
    }
    var permit = permit(registry);
    registry.of(user, KEY).identityRefused(REFUSAL);

    // When
    var failure = permit.refused(REFUSAL);

    // Then
    assertThat(failure).as("refused as a whole").isNull();
  }

  @Test
  void whatApisRefuseCountsAsAFailedTryToo() throws Exception {
    // When
    for (int i = 0; i < RetryPolicy.FAILURES; i++) {
      try (var permit = permit(registry, new CredentialKey(KEY.id(), "wrong-" + i), API)) {
        permit.refused(REFUSAL);
      }
    }

    // Then
    assertThat(registry.of(user, new CredentialKey(KEY.id(), "wrong again")).beginLogin())
        .extracting("why")
        .isEqualTo(LoginPermit.Why.LOCK_OUT);
  }

  @Test
  void otherAccountsAreWokenWhenTheVerdictChangesAndNobodyElse() {
    // Given
    var other = new User("other");
    var stranger = new User("stranger");
    registry.use(user, KEY);
    registry.use(other, KEY);
    registry.use(stranger, key(1));

    // When
    registry.of(user, KEY).identityRefused(REFUSAL);
    registry.of(user, KEY).identityRefused(REFUSAL);

    // Then
    assertThat(other.wakes).hasSize(1);
    assertThat(user.wakes).isEmpty();
    assertThat(stranger.wakes).isEmpty();
  }

  @Test
  void acceptedCredentialsAreAskedAboutByOneAccountAtATime() {
    // Given
    registry.of(user, KEY).identityAccepted();
    time.pass(Duration.ofHours(1));
    var first = registry.of(user, KEY).beginLogin();

    // When
    var second = registry.of(new User("other"), KEY).beginLogin();
    registry.of(user, KEY).identityRefused(REFUSAL);
    ((LoginPermit.Granted) first).close();
    var third = registry.of(new User("other"), KEY).beginLogin();

    // Then
    assertThat(second).extracting("why").isEqualTo(LoginPermit.Why.OTHERS_TRY);
    assertThat(third).extracting("why").isEqualTo(LoginPermit.Why.REFUSED);
  }

  @Test
  void allAccountsLogInSideBySideOnceTheCredentialsAreConfirmed() {
    // Given
    registry.of(user, KEY).identityAccepted();

    // When
    var first = registry.of(user, KEY).beginLogin();
    var second = registry.of(new User("other"), KEY).beginLogin();

    // Then
    assertThat(first).isInstanceOf(LoginPermit.Granted.class);
    assertThat(second).isInstanceOf(LoginPermit.Granted.class);
  }

  @Test
  void twoRefusalsOfTriesMadeSideBySideCountAsOne() {
    // When
    registry.of(user, KEY).identityRefused(REFUSAL);
    registry.of(user, KEY).identityRefused(REFUSAL);

    // Then
    assertThat(registry.of(user, KEY).view().probeAt())
        .isEqualTo(time.now().plus(Duration.ofSeconds(30)));
  }

  @Test
  void whoWaitsForTheConfirmationMakesNoCallIfTheCredentialsAreRefused() throws Exception {
    // Given
    var patient = registry(Duration.ofSeconds(10));
    patient.of(user, KEY).identityAccepted();
    time.pass(Duration.ofHours(1));
    var first = Objects.requireNonNull(patient.of(user, KEY).awaitConfirmation());
    var second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Optional.ofNullable(patient.of(new User("other"), KEY).awaitConfirmation());
              } catch (CloudException e) {
                throw new IllegalStateException(e);
              }
            });

    // When
    patient.of(user, KEY).identityRefused(REFUSAL);
    first.close();

    // Then
    assertThat(second.get(5, SECONDS)).isEmpty();
  }

  @Test
  void whoWaitsForACallGoesOnWhenItIsAnswered() throws Exception {
    // Given
    var patient = registry(Duration.ofMinutes(1));
    var first = permit(patient);
    var thread = new AtomicReference<Thread>();
    var second = inAThread(thread, () -> permit(patient).isProbe());
    await().until(() -> isWaiting(thread.get()));

    // When
    first.accepted();

    // Then
    assertThat(second.get(10, SECONDS)).isFalse();
  }

  @Test
  void whoWaitsForACallGoesOnWhenItTellsNothing() throws Exception {
    // Given
    var patient = registry(Duration.ofMinutes(1));
    var first = permit(patient);
    var thread = new AtomicReference<Thread>();
    var second = inAThread(thread, () -> permit(patient).isProbe());
    await().until(() -> isWaiting(thread.get()));

    // When
    first.close();

    // Then
    assertThat(second.get(10, SECONDS)).isFalse();
  }

  @Test
  void whoWaitsForACallCanBeInterrupted() throws Exception {
    // Given
    var patient = registry(Duration.ofMinutes(1));
    permit(patient);
    var thread = new AtomicReference<Thread>();
    var second =
        inAThread(
            thread,
            () -> {
              var refusal = catchThrowableOfType(CloudException.class, () -> permit(patient));
              return refusal.failure().reason() + " " + Thread.currentThread().isInterrupted();
            });
    await().until(() -> isWaiting(thread.get()));

    // When
    Objects.requireNonNull(thread.get()).interrupt();

    // Then
    assertThat(second.get(10, SECONDS)).isEqualTo("CLOUD_UNAVAILABLE true");
  }

  @Test
  void whileOneFindsOutWhetherAnApiRefusesNobodyElseCallsItInVain() throws Exception {
    // Given
    registry.use(user, KEY);
    registry.of(user, KEY).identityAccepted();
    var first = permit(registry);
    var second = permit(registry);

    // When
    boolean firstHasTurn = first.takeTurn();
    boolean secondHasTurn = second.takeTurn();
    var third = CallPermit.request(registry.of(user, KEY), API);
    first.close();

    // Then
    assertThat(firstHasTurn).isTrue();
    assertThat(secondHasTurn).isFalse();
    assertThat(third).isNull();
    assertThat(user.wakes).hasSize(1);
    assertThat(second.takeTurn()).isTrue();
  }

  @Test
  void whoWasRefusedByAnApiHasNoTurnOnceTheCredentialsAreRefusedAsAWhole() throws Exception {
    // Given
    registry.of(user, KEY).identityAccepted();
    var permit = permit(registry);

    // When
    registry.of(user, KEY).identityRefused(REFUSAL);

    // Then
    assertThat(permit.takeTurn()).isFalse();
  }

  @Test
  void anApiThatRefusesIsProbedByOneCallAtATime() throws Exception {
    // Given
    registry.of(user, KEY).identityAccepted();
    permit(registry).refused(REFUSAL);
    time.pass(Duration.ofSeconds(30));

    // When
    var probe = permit(registry);
    var other = catchThrowableOfType(CloudException.class, () -> permit(registry));

    // Then
    assertThat(probe.isProbe()).isTrue();
    assertThat(other.failure().reason()).isEqualTo(CloudFailure.Reason.FORBIDDEN);
  }

  @Test
  void whoWaitedInVainForAConfirmationIsWokenWhenItHasEnded() throws Exception {
    // Given
    var other = new User("other");
    registry.use(other, KEY);
    registry.of(user, KEY).identityAccepted();
    time.pass(Duration.ofHours(1));
    var first = Objects.requireNonNull(registry.of(user, KEY).awaitConfirmation());
    var second = registry.of(other, KEY).awaitConfirmation();
    other.wakes.clear();

    // When
    first.close();

    // Then
    assertThat(second).isNull();
    assertThat(other.wakes).hasSize(1);
  }

  @Test
  void whoMayNotLogInWhileAnotherDoesIsToldThatTheIdentityServiceGivesNoAnswer() {
    // Given
    var silence = new CloudFailure(CloudFailure.Reason.CLOUD_UNAVAILABLE, "no answer");
    registry.of(user, KEY).beginLogin();

    // When
    registry.of(user, KEY).identityUnreachable(silence);

    // Then
    assertThat(registry.of(new User("other"), KEY).beginLogin())
        .extracting("why", "silence")
        .containsExactly(LoginPermit.Why.OTHERS_TRY, silence);
  }

  @Test
  void anAccountReadsAnewWhatWasRefusedToTheCredentialsThatItHadBefore() throws Exception {
    // Given
    registry.use(user, KEY);
    registry.of(user, KEY).identityAccepted();

    // When
    boolean withoutRefusal = registry.use(user, key(1));
    registry.use(user, KEY);
    permit(registry).refused(REFUSAL);
    boolean withRefusal = registry.use(user, key(1));

    // Then
    assertThat(withoutRefusal).isFalse();
    assertThat(withRefusal).isTrue();
  }

  @Test
  void credentialsThatSomebodyTriesAreNotForgotten() {
    // Given
    var login = (LoginPermit.Granted) registry.of(user, KEY).beginLogin();
    registry.of(user, KEY).identityAccepted();
    for (int i = 1; i <= AccountLimits.CREDENTIALS; i++) {
      registry.of(user, key(i)).identityAccepted();
    }

    // When
    login.close();

    // Then
    assertThat(registry.of(user, KEY).view().verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void tidyingForgetsNoFailedTryOfAnAccessKeyThatIsKnown() {
    // Given
    for (int i = 0; i < RetryPolicy.FAILURES; i++) {
      registry.of(user, new CredentialKey(KEY.id(), "wrong-" + i)).identityRefused(REFUSAL);
    }

    // When
    time.pass(AccountLimits.BETWEEN_TIDYINGS);
    registry.use(user, key(1));

    // Then
    assertThat(registry.of(user, new CredentialKey(KEY.id(), "wrong again")).beginLogin())
        .extracting("why")
        .isEqualTo(LoginPermit.Why.LOCK_OUT);
  }

  private static <T> CompletableFuture<T> inAThread(
      AtomicReference<Thread> thread, Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> {
          var fresh = new Thread(task);
          thread.set(fresh);
          fresh.start();
        });
  }

  private static boolean isWaiting(@Nullable Thread thread) {
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  private CallPermit permit(CredentialRegistry from) throws CloudException {
    return permit(from, KEY, API);
  }

  private CallPermit permit(CredentialRegistry from, CredentialKey key, ApiTarget api)
      throws CloudException {
    return Objects.requireNonNull(CallPermit.request(from.of(user, key), api));
  }

  private CredentialRegistry registry(Duration patience) {
    return new CredentialRegistry(Sessions::generousBudget, time, patience);
  }

  private static CredentialKey key(int number) {
    return new CredentialKey(
        new CredentialKey.Id(NOWHERE.iam(), "key/" + number, true), "digest-" + number);
  }

  private static final class User implements CredentialUser {
    private final List<String> wakes = new ArrayList<>();
    private final String namespace;
    private double callsPerSecond;

    User(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public String tenant() {
      return namespace;
    }

    @Override
    public double callsPerSecond() {
      return callsPerSecond;
    }

    @Override
    public void credentialChanged() {
      wakes.add("woken");
    }
  }
}
