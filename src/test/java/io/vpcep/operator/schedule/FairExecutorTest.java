package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairExecutorTest {

  private static final TaskKey SHOP = new TaskKey("shop", "prod");
  private static final TaskKey BANK = new TaskKey("bank", "prod");

  private final List<Throwable> errors = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger done = new AtomicInteger();
  private final FairExecutor executor =
      new FairExecutor("test", 4, 4, MonotonicClock.system(), (stage, e) -> errors.add(e));

  @AfterEach
  void end() {
    release.countDown();
    executor.close();
  }

  @Test
  void everyTaskRuns() {
    for (int i = 0; i < 10_000; i++) {
      executor.execute(new TaskKey("tenant-" + i % 7, ""), Priority.NORMAL, done::incrementAndGet);
    }

    await().until(() -> done.get() == 10_000);
  }

  @Test
  void noMoreRunAtATimeThanThereAreThreads() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    for (int i = 0; i < 1000; i++) {
      var taskKey = new TaskKey("tenant-" + i % 9, "");
      executor.responded(taskKey, true);
      executor.execute(
          taskKey,
          Priority.NORMAL,
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            running.decrementAndGet();
            done.incrementAndGet();
          });
    }

    await().until(() -> done.get() == 1000);
    assertThat(most).hasValueBetween(1, 4);
  }

  @Test
  void oneTenantsTasksThatHangHoldUpNoOthers() {
    executor.responded(SHOP, true);
    executor.responded(BANK, true);
    for (int i = 0; i < 100; i++) {
      executor.execute(SHOP, Priority.URGENT, this::hang);
    }

    executor.execute(BANK, Priority.NORMAL, done::incrementAndGet);

    await().until(() -> done.get() == 1);
  }

  @Test
  void whateverATaskThrowsItsPlaceIsFreed() {
    for (int i = 0; i < 100; i++) {
      executor.execute(SHOP, Priority.NORMAL, FairExecutorTest::fail);
    }

    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(errors).hasSize(100).allMatch(OutOfMemoryError.class::isInstance);
  }

  @Test
  void whoeverIsNotifiedOfAnErrorMayFailAsWell() {
    try (var clumsy =
        new FairExecutor(
            "test",
            2,
            1,
            MonotonicClock.system(),
            (stage, e) -> {
              throw new IllegalStateException("as well");
            })) {
      clumsy.execute(SHOP, Priority.NORMAL, FairExecutorTest::fail);
      clumsy.execute(SHOP, Priority.NORMAL, done::incrementAndGet);

      await().until(() -> done.get() == 1);
    }
  }

  @Test
  void whereNoThreadCanBeMadeTheTaskWaitsForOne() {
    var refusals = new AtomicInteger(10);
    try (var poor =
        new FairExecutor(
            "test",
            4,
            4,
            MonotonicClock.system(),
            (stage, e) -> errors.add(e),
            Duration.ofSeconds(30),
            work -> refusals.getAndDecrement() > 0 ? unstartable() : new Thread(work, "test"))) {
      poor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
      assertThat(errors).hasSize(1);

      await().until(() -> poor.oldestDue().isZero() && done.get() == 1);
      assertThat(errors).hasSize(10);
    }
  }

  private static Thread unstartable() {
    throw new OutOfMemoryError("unable to create native thread");
  }

  @Test
  void aTaskThatLeavesItsThreadInterruptedDoesNotEndIt() {
    executor.execute(SHOP, Priority.NORMAL, () -> Thread.currentThread().interrupt());
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);

    await().until(() -> done.get() == 1);
  }

  @Test
  void whatWaitsForAThreadIsDueSinceSomethingWasDoneLast() {
    var clock = new FakeClock(Instant.EPOCH);
    try (var stuck = new FairExecutor("test", 2, 2, clock, (stage, e) -> errors.add(e))) {
      stuck.responded(SHOP, true);
      stuck.responded(BANK, true);
      stuck.execute(SHOP, Priority.NORMAL, this::hang);
      stuck.execute(BANK, Priority.NORMAL, this::hang);
      assertThat(stuck.oldestDue()).isZero();

      stuck.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
      clock.pass(Duration.ofMinutes(6));

      assertThat(stuck.stage()).isEqualTo("test");
      assertThat(stuck.oldestDue()).isEqualTo(Duration.ofMinutes(6));
      release.countDown();
      await().until(() -> done.get() == 1);
      assertThat(stuck.oldestDue()).isZero();
    }
  }

  @Test
  void aLongTaskThatGetsResponsesMakesProgressAndAnotherDoesNot() {
    var clock = new FakeClock(Instant.EPOCH);
    try (var stuck = new FairExecutor("test", 2, 2, clock, (stage, e) -> errors.add(e))) {
      stuck.responded(SHOP, true);
      stuck.responded(BANK, true);
      stuck.execute(SHOP, Priority.NORMAL, this::hang);
      stuck.execute(BANK, Priority.NORMAL, this::hang);
      stuck.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
      clock.pass(Duration.ofMinutes(6));

      stuck.responded(BANK, false);
      assertThat(stuck.oldestDue()).isEqualTo(Duration.ofMinutes(6));
      stuck.responded(BANK, true);
      assertThat(stuck.oldestDue()).isZero();
    }
  }

  @Test
  void nothingRunsAfterItWasClosed() {
    executor.execute(SHOP, Priority.NORMAL, this::hang);
    executor.execute(SHOP, Priority.NORMAL, this::hang);
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);

    executor.close();
    executor.execute(SHOP, Priority.NORMAL, done::incrementAndGet);
    release.countDown();

    assertThat(executor.oldestDue()).isZero();
    await().until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(this::isOurs));
    assertThat(done).hasValue(0);
  }

  private boolean isOurs(Thread thread) {
    return thread.getName().equals("test") && thread.isDaemon();
  }

  private void hang() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail() {
    throw new OutOfMemoryError("said, not meant");
  }
}
