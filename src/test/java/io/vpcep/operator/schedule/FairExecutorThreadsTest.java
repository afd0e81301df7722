package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.support.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many threads there are, and when they come and go. */
class FairExecutorThreadsTest {

  private static final TaskKey SHOP = new TaskKey("shop", "prod");
  private static final TaskKey BANK = new TaskKey("bank", "prod");

  private static final Duration FOREVER = Duration.ofDays(1);

  private final FakeClock clock = new FakeClock(Instant.EPOCH);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final FairExecutor executor =
      new FairExecutor("test", 4, 4, clock, (stage, e) -> {}, FOREVER, this::newThread);

  @AfterEach
  void end() {
    release.countDown();
    executor.close();
  }

  @Test
  void thereAreNoMoreThanMayRunAtATime() {
    // Given
    for (int i = 0; i < 4; i++) {
      var taskKey = new TaskKey("tenant-" + i, "");
      executor.responded(taskKey, true);
      executor.execute(taskKey, Priority.NORMAL, this::hang);
    }
    await().until(() -> hanging.get() == 4);

    // When
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);

    // Then
    assertThat(threads).hasSize(4);
  }

  @Test
  void noneHoldsUpTheEndOfTheProcess() {
    // When
    executor.execute(SHOP, Priority.NORMAL, this::hang);

    // Then
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
  }

  @Test
  void oneThatHadNoWorkForAWhileEndsUnlessItIsTheLast() {
    // Given
    try (var quiet =
        new FairExecutor(
            "test", 4, 4, clock, (stage, e) -> {}, Duration.ofMillis(1), this::newThread)) {
      quiet.execute(SHOP, Priority.NORMAL, this::hang);
      quiet.execute(BANK, Priority.NORMAL, this::hang);
      await().until(() -> hanging.get() == 2);

      // When
      release.countDown();

      // Then
      await().until(() -> areIdle(1));
      quiet.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
      await().until(() -> done.get() == 1);
      assertThat(threads).hasSize(2);
    }
  }

  @Test
  void oneThatHasNoWorkTakesWhatComes() {
    // Given
    int count = idleThreads();

    // When
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
    await().until(() -> done.get() == 1 && areIdle(count));
    executor.execute(BANK, Priority.NORMAL, done::incrementAndGet);

    // Then
    await().until(() -> done.get() == 2);
    assertThat(threads).hasSize(count);
  }

  @Test
  void twoTasksThatComeTogetherRunSideBySide() {
    // Given
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
    await().until(() -> areIdle(1));

    // When
    synchronized (executor) {
      executor.execute(SHOP, Priority.NORMAL, this::hang);
      executor.execute(BANK, Priority.NORMAL, done::incrementAndGet);
    }

    // Then
    await().until(() -> done.get() == 2);
  }

  @Test
  void whatWaitsStartsWhenItsKeyIsResponsive() {
    // Given
    for (int i = 0; i < 2; i++) {
      executor.execute(new TaskKey("tenant-" + i, "silent"), Priority.NORMAL, this::hang);
    }
    await().until(() -> hanging.get() == 2);
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
    await().until(() -> areIdle(threads.size()));

    // When
    executor.responded(SHOP, true);

    // Then
    await().until(() -> done.get() == 1);
  }

  @Test
  void whenItIsClosedThoseWithoutWorkEnd() {
    // Given
    assertThat(idleThreads()).isPositive();

    // When
    executor.close();

    // Then
    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
  }

  /** Two at least: one that finds a task sees to it that there is another for the next. */
  private int idleThreads() {
    executor.execute(SHOP, Priority.NORMAL, this::hang);
    executor.execute(BANK, Priority.NORMAL, this::hang);
    await().until(() -> hanging.get() == 2);
    release.countDown();
    await().until(() -> areIdle(threads.size()));
    return threads.size();
  }

  private boolean areIdle(int count) {
    var alive = threads.stream().filter(Thread::isAlive).toList();
    return alive.size() == count
        && alive.stream()
            .map(Thread::getState)
            .allMatch(
                state -> state == Thread.State.TIMED_WAITING || state == Thread.State.WAITING);
  }

  private Thread newThread(Runnable work) {
    var thread = new Thread(work, "test");
    thread.setDaemon(false);
    threads.add(thread);
    return thread;
  }

  private void hang() {
    hanging.incrementAndGet();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
