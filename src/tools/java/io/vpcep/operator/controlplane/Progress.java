package io.vpcep.operator.controlplane;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells a person at a terminal why a start takes minutes instead of seconds. */
@FunctionalInterface
interface Progress {

  /** Short enough that nobody thinks that it hangs, long enough not to flood a log. */
  Duration EVERY = Duration.ofSeconds(20);

  Progress TERMINAL = System.err::println;

  void say(String line);

  /**
   * Waits for a long work and tells every {@link #EVERY} how long it has taken. Work that is not
   * waited for to its end is cancelled.
   *
   * @throws TimeoutException when the work takes longer than the limit
   */
  default <T> T follow(String title, CompletableFuture<T> work, Duration limit)
      throws ExecutionException, InterruptedException, TimeoutException {
    say(title);
    long start = System.nanoTime();
    try {
      while (true) {
        try {
          return work.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillWorking) {
          Duration taken = Duration.ofNanos(System.nanoTime() - start);
          if (taken.compareTo(limit) > 0) {
            throw stillWorking;
          }
          say(title + " … " + taken.toSeconds() + " s");
        }
      }
    } finally {
      work.cancel(true);
    }
  }
}
