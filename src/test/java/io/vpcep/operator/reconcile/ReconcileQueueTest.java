package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.reconcile.ReconcileResult.End;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.support.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a resource is looked at, and that nothing makes it be looked at too often. */
class ReconcileQueueTest {

  private static final ResourceKey ONE =
      new ResourceKey(VpcEndpointConnection.class, "shop", "one");
  private static final ResourceKey OTHER =
      new ResourceKey(VpcEndpointConnection.class, "shop", "other");

  private final FakeClock time = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final Threads threads = new Threads();
  private final List<ResourceKey> looked = new ArrayList<>();
  private final Map<ResourceKey, ReconcileResult> results = new HashMap<>();
  private Runnable meanwhile = () -> {};
  private final ReconcileQueue queue = new ReconcileQueue(threads, time, time, () -> 0, this::look);

  private ReconcileResult look(ResourceKey key) {
    looked.add(key);
    meanwhile.run();
    return results.getOrDefault(key, ReconcileResult.NOTHING);
  }

  @Test
  void whatWaitsIsLookedAtOnceHoweverOftenItIsAdded() {
    queue.add(ONE, Priority.NORMAL);
    queue.add(OTHER, Priority.NORMAL);
    queue.add(ONE, Priority.NORMAL);

    threads.runAll();

    assertThat(looked).containsExactly(ONE, OTHER);
    assertThat(queue.size()).isZero();
  }

  @Test
  void whatIsAddedWhileItIsLookedAtIsLookedAtAgainAfterwards() {
    // Given
    meanwhile =
        () -> {
          meanwhile = () -> {};
          queue.add(ONE, Priority.URGENT);
          queue.add(ONE, Priority.NORMAL);
          assertThat(threads.tasks).isEmpty();
        };
    queue.add(ONE, Priority.NORMAL);

    // When
    threads.runAll();

    // Then
    assertThat(looked).containsExactly(ONE, ONE);
  }

  @Test
  void whatBecomesUrgentDoesNotWaitBehindTheCrowd() {
    // Given
    queue.add(OTHER, Priority.NORMAL);
    queue.add(ONE, Priority.NORMAL);

    // When
    queue.add(ONE, Priority.URGENT);
    threads.runAll();

    // Then
    assertThat(looked).containsExactly(ONE, OTHER);
  }

  @Test
  void changesInALoopLeaveNoMoreThanATaskForEachPriority() {
    queue.add(ONE, Priority.NORMAL);
    for (int i = 0; i < 100; i++) {
      queue.add(ONE, Priority.URGENT);
      threads.runUrgent();
      queue.add(ONE, Priority.NORMAL);
    }

    assertThat(threads.tasks).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void settingTheClockBackDelaysNothing() {
    // Given
    results.put(ONE, new ReconcileResult(End.DONE, Duration.ofSeconds(30), null));
    queue.add(ONE, Priority.NORMAL);
    threads.runAll();

    // When
    time.setWall(time.instant().minusSeconds(3600));
    time.pass(Duration.ofSeconds(30));
    threads.runAll();

    // Then
    assertThat(looked).containsExactly(ONE, ONE);
  }

  @Test
  void whatFailsIsTriedFewerThanTwentyTimesAMinuteHoweverOftenItIsAdded() {
    // Given
    results.put(ONE, ReconcileResult.failed(true));
    queue.add(ONE, Priority.URGENT);

    // When
    for (int i = 0; i < 600; i++) {
      threads.runAll();
      time.pass(Duration.ofMillis(100));
      queue.add(ONE, Priority.URGENT);
    }

    // Then
    assertThat(looked).hasSizeBetween(5, 10);
  }

  @Test
  void whatKeepsFailingIsTriedEveryThirtySecondsAndASuccessStartsAllOver() {
    // Given
    results.put(ONE, ReconcileResult.failed(true));
    queue.add(ONE, Priority.NORMAL);
    passInSteps(Duration.ofMinutes(10));
    looked.clear();

    // When
    passInSteps(Duration.ofMinutes(5));
    int whileFailing = looked.size();
    results.remove(ONE);
    passInSteps(Duration.ofSeconds(31));
    looked.clear();
    results.put(ONE, ReconcileResult.failed(true));
    queue.add(ONE, Priority.NORMAL);
    threads.runAll();
    passInSteps(Duration.ofMillis(600));

    // Then
    assertThat(whileFailing).isEqualTo(10);
    assertThat(looked).hasSize(2);
  }

  @Test
  void whatSomebodyElseKeepsChangingIsRepairedLessAndLessOften() {
    // Given
    results.put(ONE, new ReconcileResult(End.REPAIRED, null, true));

    // When
    for (int i = 0; i < 600; i++) {
      queue.add(ONE, Priority.URGENT);
      threads.runAll();
      time.pass(Duration.ofMillis(100));
    }

    // Then
    assertThat(looked).hasSizeBetween(5, 10);
  }

  @Test
  void whatIsGoneLeavesNothingBehind() {
    // Given
    results.put(ONE, new ReconcileResult(End.REPAIRED, null, true));
    queue.add(ONE, Priority.NORMAL);
    threads.runAll();

    // When
    results.put(ONE, ReconcileResult.GONE);
    queue.add(ONE, Priority.NORMAL);
    passInSteps(Duration.ofSeconds(1));

    // Then
    assertThat(looked).containsExactly(ONE, ONE);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aFailureOfOneDelaysNoOther() {
    // Given
    results.put(ONE, ReconcileResult.failed(true));
    queue.add(ONE, Priority.NORMAL);
    threads.runAll();

    // When
    queue.add(OTHER, Priority.NORMAL);
    threads.runAll();

    // Then
    assertThat(looked).containsExactly(ONE, OTHER);
  }

  @Test
  void whenFailuresAreForgottenNothingWaits() {
    // Given
    results.put(ONE, ReconcileResult.failed(true));
    queue.add(ONE, Priority.NORMAL);
    passInSteps(Duration.ofMinutes(5));
    looked.clear();
    results.remove(ONE);

    // When
    queue.forgetFailures();
    threads.runAll();

    // Then
    assertThat(looked).containsExactly(ONE);
    assertThat(queue.size()).isZero();
  }

  @Test
  void anErrorFreesTheResource() {
    // Given
    meanwhile =
        () -> {
          meanwhile = () -> {};
          throw new OutOfMemoryError("for the test");
        };
    queue.add(ONE, Priority.NORMAL);
    try {
      threads.runAll();
    } catch (OutOfMemoryError expected) {
      assertThat(expected).hasMessage("for the test");
    }

    // When
    time.pass(Duration.ofSeconds(1));
    threads.runAll();

    // Then
    assertThat(looked).containsExactly(ONE, ONE);
  }

  @Test
  void aNamespaceWhoseWritesHangIsReported() {
    results.put(ONE, ReconcileResult.failed(false));
    queue.add(ONE, Priority.NORMAL);

    threads.runAll();

    assertThat(threads.answered).containsExactly(Map.entry(new TaskKey("shop", ""), false));
  }

  private void passInSteps(Duration duration) {
    threads.runAll();
    for (var left = duration; !left.isZero(); left = left.minusMillis(100)) {
      time.pass(Duration.ofMillis(100));
      threads.runAll();
    }
  }

  /** Runs tasks when told to, urgent ones first. */
  private static final class Threads implements KeyedExecutor {

    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Map<TaskKey, Boolean> answered = new HashMap<>();

    private record Task(Priority priority, Runnable work) {}

    @Override
    public void execute(TaskKey taskKey, Priority priority, Runnable task) {
      tasks.add(new Task(priority, task));
    }

    @Override
    public void responded(TaskKey taskKey, boolean responds) {
      answered.put(taskKey, responds);
    }

    void runUrgent() {
      var urgent =
          tasks.stream().filter(task -> task.priority == Priority.URGENT).findFirst().orElse(null);
      if (urgent != null) {
        tasks.remove(urgent);
        urgent.work.run();
      }
    }

    void runAll() {
      while (!tasks.isEmpty()) {
        var task =
            tasks.stream()
                .filter(candidate -> candidate.priority == Priority.URGENT)
                .findFirst()
                .orElseGet(tasks::peek);
        tasks.remove(task);
        task.work.run();
      }
    }
  }
}
