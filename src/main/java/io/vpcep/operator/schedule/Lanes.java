package io.vpcep.operator.schedule;

import io.vpcep.operator.connection.AccountKey;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs the work of each account in a lane of its own, so that an account whose cloud does not
 * answer holds up nobody else. A lane runs a few tasks at a time, in the order they came.
 */
public final class Lanes {

  private final Executor pool;
  private final int width;
  private final Map<AccountKey, Lane> lanes = new HashMap<>();

  /**
   * Lanes over a pool.
   *
   * @param pool without a bound of its own, or else one lane could starve another
   * @param width how many tasks of one account run at a time
   */
  public Lanes(Executor pool, int width) {
    this.pool = pool;
    this.width = width;
  }

  /** Runs the task when its account's lane has room. */
  public void run(AccountKey account, Runnable task) {
    synchronized (lanes) {
      var lane = lanes.computeIfAbsent(account, key -> new Lane());
      lane.waiting.add(task);
      advance(account, lane);
    }
  }

  private void advance(AccountKey account, Lane lane) {
    while (lane.running < width && !lane.waiting.isEmpty()) {
      var task = lane.waiting.remove();
      lane.running++;
      pool.execute(
          () -> {
            try {
              task.run();
            } finally {
              done(account, lane);
            }
          });
    }
    if (lane.running == 0) {
      lanes.remove(account);
    }
  }

  private void done(AccountKey account, Lane lane) {
    synchronized (lanes) {
      lane.running--;
      advance(account, lane);
    }
  }

  private static final class Lane {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
  }
}
