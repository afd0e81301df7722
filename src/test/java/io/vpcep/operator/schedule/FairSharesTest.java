package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.schedule.FairQueue.Task;
import io.vpcep.operator.time.MonotonicTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FairSharesTest {

  private static final TaskKey SHOP = new TaskKey("shop", "prod");
  private static final TaskKey BANK = new TaskKey("bank", "prod");

  private long time;

  @Test
  void tasksOfALaneStartInTheirOrder() {
    var shares = answered(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 3);

    assertThat(startAll(shares))
        .extracting(task -> task.since().nanos())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void urgentTasksGoFirst() {
    var shares = answered(8, 8, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 2);
    add(shares, BANK, Priority.URGENT, 1);

    assertThat(startAll(shares))
        .extracting(Task::priority)
        .containsExactly(Priority.URGENT, Priority.NORMAL, Priority.NORMAL);
  }

  @Test
  void tenantsTakeTurns() {
    var shares = answered(100, 100, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 40);
    add(shares, BANK, Priority.NORMAL, 2);

    assertThat(startAll(shares).subList(0, 4))
        .extracting(Task::taskKey)
        .containsExactly(SHOP, BANK, SHOP, BANK);
  }

  @Test
  void theLanesOfATenantTakeTurnsWithinItsTurns() {
    var test = new TaskKey("shop", "test");
    var shares = answered(100, 100, SHOP, test, BANK);
    add(shares, SHOP, Priority.NORMAL, 3);
    add(shares, test, Priority.NORMAL, 3);
    add(shares, BANK, Priority.NORMAL, 3);

    assertThat(startAll(shares).subList(0, 6))
        .extracting(Task::taskKey)
        .containsExactly(SHOP, BANK, test, BANK, SHOP, BANK);
  }

  @Test
  void aLaneRunsNoMoreThanItsWidthAndHalfAsManyUrgentOnes() {
    var shares = answered(100, 4, SHOP);
    add(shares, SHOP, Priority.NORMAL, 10);

    assertThat(startAll(shares)).hasSize(4);
    add(shares, SHOP, Priority.URGENT, 10);
    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void aLaneThatIsNotAnsweredRunsNoMoreThanItsWidth() {
    var shares = new FairShares(100, 4);
    add(shares, SHOP, Priority.NORMAL, 10);

    assertThat(startAll(shares)).hasSize(4);
  }

  @Test
  void aTenantLeavesAQuarterOfTheThreadsToOthers() {
    var shares = answered(16, 16, SHOP, BANK);
    add(shares, SHOP, Priority.URGENT, 40);

    assertThat(startAll(shares)).hasSize(12);
    add(shares, BANK, Priority.NORMAL, 1);
    assertThat(startAll(shares)).extracting(Task::taskKey).containsExactly(BANK);
  }

  @Test
  void evenWithManyTenantsNoMoreRunThanThereAreThreads() {
    var shares = new FairShares(16, 16);
    for (int i = 0; i < 40; i++) {
      var taskKey = new TaskKey("tenant-" + i, "");
      shares.answered(taskKey, true);
      add(shares, taskKey, Priority.NORMAL, 40);
    }

    assertThat(startAll(shares)).hasSize(16);
  }

  @Test
  void lanesThatAreNotAnsweredHoldHalfOfTheThreads() {
    var shares = answered(16, 16, BANK);
    for (int i = 0; i < 1000; i++) {
      add(shares, new TaskKey("tenant-" + i, "silent"), Priority.URGENT, 1);
    }
    assertThat(startAll(shares)).hasSize(8);

    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(startAll(shares)).extracting(Task::taskKey).containsExactly(BANK);
  }

  @Test
  void whatWaitsInALaneThatIsAnsweredGoesOnAtOnce() {
    var shares = new FairShares(4, 4);
    add(shares, SHOP, Priority.NORMAL, 3);
    assertThat(startAll(shares)).hasSize(2);

    shares.answered(SHOP, true);

    assertThat(startAll(shares)).hasSize(1);
  }

  @Test
  void aLaneThatFallsSilentCountsWithWhatItRuns() {
    var shares = answered(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 4);
    startAll(shares);

    shares.answered(SHOP, false);
    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(startAll(shares)).isEmpty();
    shares.answered(BANK, true);
    assertThat(startAll(shares)).hasSize(1);
  }

  @Test
  void sayingTheSameAgainChangesNothing() {
    var shares = answered(4, 4, SHOP);
    add(shares, SHOP, Priority.NORMAL, 1);
    startAll(shares);

    shares.answered(SHOP, true);
    add(shares, BANK, Priority.NORMAL, 3);

    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void whatEndsFreesItsPlace() {
    var shares = answered(100, 1, SHOP);
    add(shares, SHOP, Priority.NORMAL, 2);
    var first = startAll(shares).get(0);

    shares.ended(first);

    assertThat(startAll(shares)).hasSize(1);
    assertThat(shares.waiting()).isZero();
  }

  @Test
  void whatEndsFreesItsTenantsPlaceAndNoMore() {
    var shares = answered(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 20);
    var running = startAll(shares);
    assertThat(running).hasSize(6);

    shares.ended(running.get(0));
    shares.ended(running.get(1));

    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void whatEndsFreesAPlaceAmongThoseThatAreNotAnswered() {
    var shares = new FairShares(8, 8);
    add(shares, SHOP, Priority.NORMAL, 20);
    var running = startAll(shares);
    assertThat(running).hasSize(4);

    shares.ended(running.get(0));
    shares.ended(running.get(1));

    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void aLaneThatIsAnsweredLeavesTheOthersOfItsTenantAsTheyWere() {
    var test = new TaskKey("shop", "test");
    var shares = new FairShares(8, 8);
    add(shares, test, Priority.NORMAL, 9);
    add(shares, SHOP, Priority.NORMAL, 1);

    shares.answered(SHOP, true);

    assertThat(startAll(shares))
        .extracting(Task::taskKey)
        .containsExactly(SHOP, test, test, test, test);
    assertThat(shares.waiting()).isEqualTo(5);
  }

  @Test
  void whatIsDueIsWhatCouldStartIfThereWereAThread() {
    var shares = answered(2, 1, SHOP);
    add(shares, SHOP, Priority.NORMAL, 1);
    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(shares.due()).containsExactly(new MonotonicTime(1));
    startAll(shares);
    add(shares, SHOP, Priority.NORMAL, 1);
    assertThat(shares.due()).as("its lane has no room").isEmpty();
  }

  @Test
  void whatIsDroppedDoesNotStart() {
    var shares = answered(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 2);

    shares.clear();

    assertThat(startAll(shares)).isEmpty();
    assertThat(shares.waiting()).isZero();
  }

  @Test
  void thatALaneIsAnsweredIsForgottenOnlyWhileItRunsNothing() {
    var shares = answered(FairShares.REMEMBERED_KEYS * 4, 8, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 1);
    var running = startAll(shares).get(0);
    for (int i = 0; i < FairShares.REMEMBERED_KEYS; i++) {
      shares.answered(new TaskKey("tenant-" + i, ""), true);
    }

    add(shares, SHOP, Priority.NORMAL, 1);
    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(shares.due()).as("the shop's is remembered, the bank's is not").hasSize(1);
    shares.ended(running);
    assertThat(startAll(shares)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"9999, 1", "10000, 0"})
  void ofTenThousandLanesItIsKnownWhetherTheyAreAnswered(int others, int known) {
    var shares = answered(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 1);
    startAll(shares).forEach(shares::ended);

    for (int i = 0; i < others; i++) {
      shares.answered(new TaskKey("tenant-" + i, ""), true);
    }
    add(shares, SHOP, Priority.NORMAL, 1);

    assertThat(shares.due()).hasSize(known);
  }

  @Test
  void aLaneWithWaitingTasksIsRememberedUntilTheyAreDropped() {
    var shares = answered(8, 8, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 1);
    for (int i = 0; i < FairShares.REMEMBERED_KEYS; i++) {
      shares.answered(new TaskKey("tenant-" + i, ""), true);
    }
    assertThat(shares.due()).hasSize(1);

    shares.clear();
    for (int i = 0; i < FairShares.REMEMBERED_KEYS; i++) {
      shares.answered(new TaskKey("other-" + i, ""), true);
    }
    add(shares, SHOP, Priority.NORMAL, 1);

    assertThat(shares.due()).as("the shop is answered no longer").isEmpty();
  }

  /** Whatever comes and ends in whatever order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theLimitsHoldAndNothingIsLost(long seed) {
    var random = new Random(seed);
    var shares = new FairShares(12, 3);
    var running = new ArrayList<Task>();
    int added = 0;
    int started = 0;
    for (int i = 0; i < 5000; i++) {
      var taskKey = new TaskKey("tenant-" + random.nextInt(5), "lane-" + random.nextInt(3));
      switch (random.nextInt(4)) {
        case 0 -> shares.answered(taskKey, random.nextBoolean());
        case 1 -> {
          add(shares, taskKey, random.nextBoolean() ? Priority.URGENT : Priority.NORMAL, 1);
          added++;
        }
        case 2 -> {
          if (!running.isEmpty()) {
            shares.ended(running.remove(random.nextInt(running.size())));
          }
        }
        default -> {
          var tasks = startAll(shares);
          running.addAll(tasks);
          started += tasks.size();
        }
      }
      assertThat(running).hasSizeLessThanOrEqualTo(12);
      assertThat(byLane(running).values()).allMatch(count -> count <= 5);
      assertThat(byTenant(running).values()).allMatch(count -> count <= 9);
      assertThat(shares.waiting()).isEqualTo(added - started);
    }
    while (shares.waiting() > 0) {
      running.forEach(shares::ended);
      running.clear();
      running.addAll(startAll(shares));
      assertThat(running).isNotEmpty();
    }
  }

  private static Map<TaskKey, Integer> byLane(List<Task> running) {
    var counts = new HashMap<TaskKey, Integer>();
    running.forEach(task -> counts.merge(task.taskKey(), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Integer> byTenant(List<Task> running) {
    var counts = new HashMap<String, Integer>();
    running.forEach(task -> counts.merge(task.taskKey().tenant(), 1, Integer::sum));
    return counts;
  }

  private static FairShares answered(int threads, int laneWidth, TaskKey... lanes) {
    var shares = new FairShares(threads, laneWidth);
    for (var taskKey : lanes) {
      shares.answered(taskKey, true);
    }
    return shares;
  }

  private void add(FairShares shares, TaskKey taskKey, Priority priority, int count) {
    for (int i = 0; i < count; i++) {
      shares.add(new Task(taskKey, priority, () -> {}, new MonotonicTime(++time)));
    }
  }

  private static List<Task> startAll(FairShares shares) {
    var started = new ArrayList<Task>();
    for (var task = shares.start(); task != null; task = shares.start()) {
      started.add(task);
    }
    return started;
  }
}
