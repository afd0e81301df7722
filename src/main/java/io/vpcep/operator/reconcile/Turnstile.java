package io.vpcep.operator.reconcile;

import io.vpcep.operator.poll.WatcherId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets news into the controller's queue no faster than it is worked off. The queue has one order
 * for all: thousands of news of one account in it would have every other account, and every new
 * resource, wait behind them. Those who bring news wait here instead, and are let in in turn.
 */
final class Turnstile {

  /** Enough to keep the controller's threads busy, and worked off in a moment. */
  private static final int WAITING = 64;

  private final Semaphore places = new Semaphore(WAITING, true);
  private final Set<WatcherId> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Takes a place for a resource in the queue, as soon as there is one.
   *
   * @return false if it has one already, or the thread was interrupted, which stays so
   */
  boolean enter(WatcherId id) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (waiting.add(id)) {
      return true;
    }
    places.release();
    return false;
  }

  /** The resource's turn has come, or it is gone. */
  void leave(WatcherId id) {
    if (waiting.remove(id)) {
      places.release();
    }
  }
}
