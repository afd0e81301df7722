package io.vpcep.operator.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final List<Object> served = new CopyOnWriteArrayList<>();

  @Test
  void anUrgentCallerTakesTheNextTokenBeforeFiftyOthers() throws Exception {
    // Given
    var limiter = new RateLimiter(10, 1, MonotonicClock.system());
    limiter.take(Priority.NORMAL);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(taker(limiter, Priority.NORMAL));
    }
    await().until(() -> threads.stream().allMatch(RateLimiterTest::isWaiting));
    int before = served.size();

    // When
    limiter.take(Priority.URGENT);

    // Then
    assertThat(served.size() - before).isLessThanOrEqualTo(1);
    threads.forEach(Thread::interrupt);
  }

  @Test
  void whoWaitsTooLongIsToldThatTheBudgetIsTheReason() throws Exception {
    // Given
    var limiter = empty(Duration.ofMillis(50));

    // When
    var refusal = catchThrowableOfType(CloudException.class, () -> limiter.take(Priority.NORMAL));

    // Then
    assertThat(refusal.failure().reason()).isEqualTo(Reason.THROTTLED);
    assertThat(refusal.failure().message()).contains("rateLimit");
  }

  @Test
  void whoIsInterruptedFreesItsPlace() throws Exception {
    // Given
    var time = new FakeClock(AccountFixture.NOON);
    var limiter = new RateLimiter(1, 1, time, Duration.ofSeconds(10));
    limiter.take(Priority.NORMAL);
    var first = taker(limiter, Priority.URGENT);
    await().until(() -> isWaiting(first));
    var second = CompletableFuture.runAsync(() -> take(limiter, Priority.NORMAL));

    // When
    time.pass(Duration.ofSeconds(1));
    first.interrupt();
    first.join();

    // Then
    second.get(5, SECONDS);
  }

  @Test
  void aWallClockThatIsSetBackDoesNotStopTheBudget() throws Exception {
    // Given
    var time = new FakeClock(AccountFixture.NOON);
    var limiter = new RateLimiter(1, 1, time, Duration.ofMillis(50));
    limiter.take(Priority.NORMAL);
    time.setWall(AccountFixture.NOON.minus(Duration.ofHours(1)));
    time.pass(Duration.ofSeconds(1));

    // When
    take(limiter, Priority.NORMAL);

    // Then
    assertThat(served).hasSize(1);
  }

  private static RateLimiter empty(Duration patience) throws CloudException {
    var limiter = new RateLimiter(1, 1, new FakeClock(AccountFixture.NOON), patience);
    limiter.take(Priority.NORMAL);
    return limiter;
  }

  private Thread taker(RateLimiter limiter, Priority priority) {
    var thread = new Thread(() -> take(limiter, priority));
    thread.start();
    return thread;
  }

  private void take(RateLimiter limiter, Priority priority) {
    try {
      limiter.take(priority);
      served.add(priority);
    } catch (CloudException e) {
      assertThat(e.failure().reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() != Thread.State.RUNNABLE && thread.getState() != Thread.State.NEW;
  }
}
