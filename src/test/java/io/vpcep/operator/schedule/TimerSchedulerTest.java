package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerSchedulerTest {

  private static final Duration MOMENT = Duration.ofMillis(50);

  private final MonotonicClock clock = MonotonicClock.system();
  private final List<Throwable> errors = new CopyOnWriteArrayList<>();
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final TimerScheduler scheduler = new TimerScheduler(clock, (stage, e) -> errors.add(e));

  @AfterEach
  void end() {
    scheduler.close();
  }

  @Test
  void runsTasksInTheOrderOfTheirTimesAndNotBefore() {
    var start = clock.now();
    scheduler.at(start.plus(MOMENT.multipliedBy(10)), () -> ran.add("second"));
    scheduler.at(start.plus(MOMENT), () -> ran.add("first " + isDue(start.plus(MOMENT))));

    await().until(() -> ran.size() == 2);
    assertThat(ran).containsExactly("first true", "second");
  }

  private boolean isDue(MonotonicTime time) {
    return !clock.now().isBefore(time);
  }

  @Test
  void runsAtOnceWhatIsOverdue() {
    scheduler.at(MonotonicTime.MIN, () -> ran.add("overdue"));

    await().until(() -> ran.contains("overdue"));
  }

  @Test
  void waitsForEverIfItHasTo() {
    scheduler.at(MonotonicTime.MAX, () -> ran.add("never"));
    scheduler.at(clock.now(), () -> ran.add("now"));

    await().until(() -> ran.contains("now"));
    assertThat(ran).doesNotContain("never");
  }

  @Test
  void doesNotRunWhatWasCancelled() {
    var cancelled = new CountDownLatch(1);
    scheduler.at(clock.now(), () -> await().until(() -> cancelled.getCount() == 0));
    var entry = scheduler.at(clock.now(), () -> ran.add("cancelled"));
    scheduler.at(clock.now(), () -> ran.add("other"));
    entry.cancel();
    cancelled.countDown();

    await().until(() -> ran.contains("other"));
    assertThat(ran).doesNotContain("cancelled");
  }

  @Test
  void aTaskThatFailsDoesNotStopTheOthers() {
    scheduler.at(
        clock.now(),
        () -> {
          throw new StackOverflowError("said, not meant");
        });
    scheduler.at(clock.now(), () -> ran.add("next"));

    await().until(() -> ran.contains("next"));
    assertThat(errors).hasSize(1);
  }

  @Test
  void saysForHowLongTheNextTaskHasBeenDue() throws InterruptedException {
    var release = new CountDownLatch(1);
    var hung = new CountDownLatch(1);
    scheduler.at(
        clock.now(),
        () -> {
          hung.countDown();
          await().until(() -> release.getCount() == 0);
        });
    hung.await();
    assertThat(scheduler.oldestDue()).isZero();

    scheduler.at(clock.now(), () -> ran.add("late"));

    await().until(() -> scheduler.oldestDue().compareTo(MOMENT) > 0);
    assertThat(scheduler.stage()).isEqualTo("timer");
    release.countDown();
    await().until(() -> ran.contains("late"));
    assertThat(scheduler.oldestDue()).isZero();
  }

  @Test
  void whatWasCancelledIsNotDue() throws InterruptedException {
    var release = new CountDownLatch(1);
    var hung = new CountDownLatch(1);
    scheduler.at(
        clock.now(),
        () -> {
          hung.countDown();
          await().until(() -> release.getCount() == 0);
        });
    hung.await();
    var entry = scheduler.at(clock.now(), () -> ran.add("cancelled"));
    await().until(() -> !scheduler.oldestDue().isZero());

    entry.cancel();

    assertThat(scheduler.oldestDue()).isZero();
    release.countDown();
  }

  @Test
  void whoPlansSomethingAfterTheEndIsNotNotified() {
    scheduler.close();

    scheduler.at(clock.now(), () -> ran.add("too late"));

    assertThat(ran).isEmpty();
  }
}
