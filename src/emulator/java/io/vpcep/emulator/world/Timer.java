package io.vpcep.emulator.world;

import java.time.Duration;

/** Runs something later; a test can give one that runs when it is told to. */
@FunctionalInterface
public interface Timer {

  /** Runs the task once, when the delay is over. */
  void after(Duration delay, Runnable task);
}
