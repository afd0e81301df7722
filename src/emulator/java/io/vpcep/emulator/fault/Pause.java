package io.vpcep.emulator.fault;

import java.time.Duration;

/** Lets a request wait; a test can give one that only takes a note. */
@FunctionalInterface
public interface Pause {

  /** Returns when the time is over. */
  void of(Duration time) throws InterruptedException;
}
