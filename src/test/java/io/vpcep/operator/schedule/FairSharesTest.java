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
  void tasksOfAKeyStartInTheirOrder() {
    var shares = responsive(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 3);

    assertThat(startAll(shares))
        .extracting(task -> task.since().nanos())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void urgentTasksGoFirst() {
    var shares = responsive(8, 8, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 2);
    add(shares, BANK, Priority.URGENT, 1);

    assertThat(startAll(shares))
        .extracting(Task::priority)
        .containsExactly(Priority.URGENT, Priority.NORMAL, Priority.NORMAL);
  }

  @Test
  void tenantsTakeTurns() {
    var shares = responsive(100, 100, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 40);
    add(shares, BANK, Priority.NORMAL, 2);

    assertThat(startAll(shares).subList(0, 4))
        .extracting(Task::taskKey)
        .containsExactly(SHOP, BANK, SHOP, BANK);
  }

  @Test
  void theKeysOfATenantTakeTurnsWithinItsTurns() {
    var test = new TaskKey("shop", "test");
    var shares = responsive(100, 100, SHOP, test, BANK);
    add(shares, SHOP, Priority.NORMAL, 3);
    add(shares, test, Priority.NORMAL, 3);
    add(shares, BANK, Priority.NORMAL, 3);

    assertThat(startAll(shares).subList(0, 6))
        .extracting(Task::taskKey)
        .containsExactly(SHOP, BANK, test, BANK, SHOP, BANK);
  }

  @Test
  void aKeyRunsNoMoreThanItsWidthAndHalfAsManyUrgentOnes() {
    var shares = responsive(100, 4, SHOP);
    add(shares, SHOP, Priority.NORMAL, 10);

    assertThat(startAll(shares)).hasSize(4);
    add(shares, SHOP, Priority.URGENT, 10);
    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void aKeyThatIsNotResponsiveRunsNoMoreThanItsWidth() {
    var shares = new FairShares(100, 4);
    add(shares, SHOP, Priority.NORMAL, 10);

    assertThat(startAll(shares)).hasSize(4);
  }

  @Test
  void aTenantLeavesAQuarterOfTheThreadsToOthers() {
    var shares = responsive(16, 16, SHOP, BANK);
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
      shares.responded(taskKey, true);
      add(shares, taskKey, Priority.NORMAL, 40);
    }

    assertThat(startAll(shares)).hasSize(16);
  }

  @Test
  void keysThatAreNotResponsiveHoldHalfOfTheThreads() {
    var shares = responsive(16, 16, BANK);
    for (int i = 0; i < 1000; i++) {
      add(shares, new TaskKey("tenant-" + i, "silent"), Priority.URGENT, 1);
    }
    assertThat(startAll(shares)).hasSize(8);

    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(startAll(shares)).extracting(Task::taskKey).containsExactly(BANK);
  }

  @Test
  void whatWaitsForAKeyThatIsResponsiveGoesOnAtOnce() {
    var shares = new FairShares(4, 4);
    add(shares, SHOP, Priority.NORMAL, 3);
    assertThat(startAll(shares)).hasSize(2);

    shares.responded(SHOP, true);

    assertThat(startAll(shares)).hasSize(1);
  }

  @Test
  void aKeyThatFallsSilentCountsWithWhatItRuns() {
    var shares = responsive(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 4);
    startAll(shares);

    shares.responded(SHOP, false);
    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(startAll(shares)).isEmpty();
    shares.responded(BANK, true);
    assertThat(startAll(shares)).hasSize(1);
  }

  @Test
  void sayingTheSameAgainChangesNothing() {
    var shares = responsive(4, 4, SHOP);
    add(shares, SHOP, Priority.NORMAL, 1);
    startAll(shares);

    shares.responded(SHOP, true);
    add(shares, BANK, Priority.NORMAL, 3);

    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void whatEndsFreesItsPlace() {
    var shares = responsive(100, 1, SHOP);
    add(shares, SHOP, Priority.NORMAL, 2);
    var first = startAll(shares).get(0);

    shares.ended(first);

    assertThat(startAll(shares)).hasSize(1);
  }

  @Test
  void whatEndsFreesItsTenantsPlaceAndNoMore() {
    var shares = responsive(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 20);
    var running = startAll(shares);
    assertThat(running).hasSize(6);

    shares.ended(running.get(0));
    shares.ended(running.get(1));

    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void whatEndsFreesAPlaceAmongThoseThatAreNotResponsive() {
    var shares = new FairShares(8, 8);
    add(shares, SHOP, Priority.NORMAL, 20);
    var running = startAll(shares);
    assertThat(running).hasSize(4);

    shares.ended(running.get(0));
    shares.ended(running.get(1));

    assertThat(startAll(shares)).hasSize(2);
  }

  @Test
  void aKeyThatIsResponsiveLeavesTheOthersOfItsTenantAsTheyWere() {
    var test = new TaskKey("shop", "test");
    var shares = new FairShares(8, 8);
    add(shares, test, Priority.NORMAL, 9);
    add(shares, SHOP, Priority.NORMAL, 1);

    shares.responded(SHOP, true);

    var started = startAll(shares);
    assertThat(started).extracting(Task::taskKey).containsExactly(SHOP, test, test, test, test);
    started.forEach(shares::ended);
    assertThat(startAll(shares)).extracting(Task::taskKey).containsExactly(test, test, test, test);
  }

  @Test
  void whatIsDueIsWhatCouldStartIfThereWereAThread() {
    var shares = responsive(2, 1, SHOP);
    add(shares, SHOP, Priority.NORMAL, 1);
    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(shares.due()).containsExactly(new MonotonicTime(1));
    startAll(shares);
    add(shares, SHOP, Priority.NORMAL, 1);
    assertThat(shares.due()).as("its key has no room").isEmpty();
  }

  @Test
  void whatIsDroppedDoesNotStart() {
    var shares = responsive(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 2);

    shares.clear();

    assertThat(startAll(shares)).isEmpty();
  }

  @Test
  void thatAKeyIsResponsiveIsForgottenOnlyWhileItRunsNothing() {
    var shares = responsive(FairShares.REMEMBERED_KEYS * 4, 8, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 1);
    var running = startAll(shares).get(0);
    for (int i = 0; i < FairShares.REMEMBERED_KEYS; i++) {
      shares.responded(new TaskKey("tenant-" + i, ""), true);
    }

    add(shares, SHOP, Priority.NORMAL, 1);
    add(shares, BANK, Priority.NORMAL, 1);

    assertThat(shares.due()).as("the shop's is remembered, the bank's is not").hasSize(1);
    shares.ended(running);
    assertThat(startAll(shares)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"9999, 1", "10000, 0"})
  void ofTenThousandKeysItIsKnownWhetherTheyAreResponsive(int others, int known) {
    var shares = responsive(8, 8, SHOP);
    add(shares, SHOP, Priority.NORMAL, 1);
    startAll(shares).forEach(shares::ended);

    for (int i = 0; i < others; i++) {
      shares.responded(new TaskKey("tenant-" + i, ""), true);
    }
    add(shares, SHOP, Priority.NORMAL, 1);

    assertThat(shares.due()).hasSize(known);
  }

  @Test
  void aKeyWithWaitingTasksIsRememberedUntilTheyAreDropped() {
    var shares = responsive(8, 8, SHOP, BANK);
    add(shares, SHOP, Priority.NORMAL, 1);
    for (int i = 0; i < FairShares.REMEMBERED_KEYS; i++) {
      shares.responded(new TaskKey("tenant-" + i, ""), true);
    }
    assertThat(shares.due()).hasSize(1);

    shares.clear();
    for (int i = 0; i < FairShares.REMEMBERED_KEYS; i++) {
      shares.responded(new TaskKey("other-" + i, ""), true);
    }
    add(shares, SHOP, Priority.NORMAL, 1);

    assertThat(shares.due()).as("the shop is responsive no longer").isEmpty();
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
      var taskKey = new TaskKey("tenant-" + random.nextInt(5), "key-" + random.nextInt(3));
      switch (random.nextInt(4)) {
        case 0 -> shares.responded(taskKey, random.nextBoolean());
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
      assertThat(byKey(running).values()).allMatch(count -> count <= 5);
      assertThat(byTenant(running).values()).allMatch(count -> count <= 9);
      assertThat(started).isLessThanOrEqualTo(added);
    }
    while (started < added) {
      running.forEach(shares::ended);
      running.clear();
      running.addAll(startAll(shares));
      assertThat(running).isNotEmpty();
      started += running.size();
    }
    running.forEach(shares::ended);
    assertThat(started).isEqualTo(added);
    assertThat(startAll(shares)).isEmpty();
  }

  private static Map<TaskKey, Integer> byKey(List<Task> running) {
    var counts = new HashMap<TaskKey, Integer>();
    running.forEach(task -> counts.merge(task.taskKey(), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Integer> byTenant(List<Task> running) {
    var counts = new HashMap<String, Integer>();
    running.forEach(task -> counts.merge(task.taskKey().tenant(), 1, Integer::sum));
    return counts;
  }

  private static FairShares responsive(int threads, int perKey, TaskKey... keys) {
    var shares = new FairShares(threads, perKey);
    for (var taskKey : keys) {
      shares.responded(taskKey, true);
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
