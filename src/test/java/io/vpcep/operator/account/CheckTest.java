package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.KEY;
import static io.vpcep.operator.account.AccountFixture.SETTINGS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.Sessions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An account is checked by one thread at a time, and what comes meanwhile is not lost. */
class CheckTest {

  private static final AccountSettings OTHER =
      new AccountSettings("otc", "eu-de", "project-2", "credentials");

  private final AccountFixture fixture = new AccountFixture();

  @Test
  void aSpecThatChangesDuringACheckIsCheckedAfterIt() {
    // Given
    var running = new AtomicInteger();
    fixture.meanwhile(
        () -> {
          assertThat(running.incrementAndGet()).isEqualTo(1);
          fixture.declared(OTHER);
          running.decrementAndGet();
        });

    // When
    fixture.withToken("T0ken").declared();

    // Then
    assertThat(fixture.internalErrors).isEmpty();
    assertThat(fixture.looks).hasSize(2);
    assertThat(fixture.state()).extracting(AccountState::projectId).isEqualTo("project-2");
  }

  @Test
  void anAccountThatIsDeletedDuringACheckIsNotCheckedAgain() {
    // Given
    fixture.meanwhile(
        () -> {
          fixture.declared(OTHER);
          fixture.meanwhile(() -> {});
          fixture.deleted();
        });

    // When
    fixture.withToken("T0ken").declared();

    // Then
    assertThat(fixture.looks).hasSize(1);
    assertThat(fixture.time.planned()).isZero();
  }

  @Test
  void anAccountThatSomebodyElseDeletesDuringACallLetsTheCallEnd() throws Exception {
    // Given
    fixture.withToken("T0ken").declared();

    // When
    var answer =
        fixture.call(
            session -> {
              elsewhere(fixture::deleted);
              return "answer";
            });

    // Then
    assertThat(answer).isEqualTo("answer");
    assertThat(fixture.state()).isNull();
  }

  @Test
  void aSpecWhoseCheckSomebodyElseCouldNotQueueBlocksNobody() {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.refuseChecks(true);

    // When
    elsewhere(
        () ->
            assertThatThrownBy(() -> fixture.declared(OTHER))
                .isInstanceOf(IllegalStateException.class));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.NOT_VERIFIED);
  }

  @Test
  void checksOfAnotherThreadBlockNobody() throws Exception {
    // Given
    fixture.withToken("T0ken").declared();
    fixture.tryToCall();
    fixture.serviceAccepts("T0ken");

    // When
    elsewhere(() -> fixture.time.pass(Duration.ofSeconds(30)));

    // Then
    assertThat(fixture.probesDue).isEqualTo(1);
    assertThat(fixture.call()).isEqualTo("T0ken");
  }

  @Test
  void aCallThatWaitedInVainForTheFirstOneIsAskedForAgain() throws Exception {
    // Given
    var impatient = impatient();
    impatient.withToken("T0ken").declared();
    impatient.serviceAccepts("T0ken");
    impatient.watched();

    // When
    var refusal =
        impatient.call(session -> catchThrowableOfType(CloudException.class, impatient::call));

    // Then
    assertThat(refusal.failure())
        .isEqualTo(
            new CloudFailure(
                CloudFailure.Reason.ACCOUNT_NOT_READY,
                "Not polled: CloudAccount prod is not ready yet: its credentials are being checked."));
    assertThat(impatient.probesDue).isEqualTo(1);
    assertThat(impatient.calls).hasSize(1);
  }

  @Test
  void aCallThatIsRefusedDuringACheckWaitsForItInVainAndIsAskedForAgain() {
    // Given
    var impatient = impatient();
    impatient.withToken("old").declared();
    impatient.serviceAccepts("old");
    impatient.tryToCall();
    impatient.withToken("new").serviceAccepts("new");
    var refusal = new AtomicReference<CloudException>();
    impatient.meanwhile(
        () -> {
          impatient.meanwhile(() -> {});
          refusal.set(catchThrowableOfType(CloudException.class, impatient::call));
        });

    // When
    impatient.watched().time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(Objects.requireNonNull(refusal.get()).failure().reason())
        .isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(impatient.probesDue).isEqualTo(1);
    assertThat(impatient.looks).hasSize(2);
    assertThat(impatient.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aCallThatIsRefusedDuringACheckGoesOnAsSoonAsThatHasEnded() throws Exception {
    // Given
    var release = aCheckThatHangs();
    var thread = new AtomicReference<Thread>();
    var token = callIn(thread);
    await().until(() -> isWaiting(thread.get()));

    // When
    release.countDown();

    // Then
    assertThat(token.get(10, SECONDS)).isEqualTo("new");
  }

  @Test
  void aCallThatWaitsForACheckCanBeInterrupted() throws Exception {
    // Given
    var release = aCheckThatHangs();
    var thread = new AtomicReference<Thread>();
    var token = callIn(thread);
    await().until(() -> isWaiting(thread.get()));

    // When
    Objects.requireNonNull(thread.get()).interrupt();

    // Then
    assertThat(token.get(10, SECONDS)).isEqualTo("The call was interrupted. true");
    release.countDown();
  }

  @Test
  void aFaultOfOurOwnWhileASessionIsRenewedIsShownAsOurs() {
    // Given
    fixture.withPassword().declared();
    fixture.serviceAccepts();
    fixture.identityBreaks(new IllegalStateException("bug"));

    // When
    var failure = fixture.failureOf(KEY, CssSource.API);

    // Then
    assertThat(failure.reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(fixture.reason()).isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(fixture.internalErrors).hasSize(1);
  }

  @Test
  void callsTakeTheCallBudget() throws Exception {
    // Given
    var clock = new FakeClock(AccountFixture.NOON);
    var thrifty =
        new AccountFixture(
            Duration.ofSeconds(10), () -> new RateLimiter(1, 2, clock, Duration.ofMillis(10)));
    thrifty.withToken("T0ken").declared();
    thrifty.serviceAccepts("T0ken");
    thrifty.call();
    thrifty.call();

    // When
    var refusal = catchThrowableOfType(CloudException.class, thrifty::call);

    // Then
    assertThat(refusal.failure().reason()).isEqualTo(CloudFailure.Reason.THROTTLED);
    assertThat(thrifty.calls).hasSize(2);
  }

  private static AccountFixture impatient() {
    return new AccountFixture(Duration.ZERO, Sessions::generousBudget);
  }

  /** Of an account whose token was replaced, until the latch is released. */
  private CountDownLatch aCheckThatHangs() {
    var release = new CountDownLatch(1);
    var hanging = new CountDownLatch(1);
    fixture.withToken("old").declared(SETTINGS);
    fixture.serviceAccepts("old");
    fixture.tryToCall();
    fixture.withToken("new").serviceAccepts("new");
    fixture.meanwhile(
        () -> {
          fixture.meanwhile(() -> {});
          hanging.countDown();
          awaitLatch(release);
        });
    new Thread(() -> fixture.time.pass(Duration.ofMinutes(5))).start();
    awaitLatch(hanging);
    return release;
  }

  /** The token that a call was made with, or why it failed and whether it was interrupted. */
  private CompletableFuture<String> callIn(AtomicReference<Thread> thread) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return fixture.call();
          } catch (CloudException e) {
            return e.failure().message() + " " + Thread.interrupted();
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

  private static void elsewhere(Runnable work) {
    CompletableFuture.runAsync(work, task -> new Thread(task).start()).join();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
