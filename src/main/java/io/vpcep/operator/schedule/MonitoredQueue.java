package io.vpcep.operator.schedule;

import java.time.Duration;

/** A place where work waits, as the watchdog sees it. */
public interface MonitoredQueue {

  /** Which place, as one word. */
  String stage();

  /**
   * For how long work has been due here without any being done; zero if none is due or if some was
   * done just now. What waits for a cloud that does not respond is not counted: it is not the
   * operator that holds it up.
   */
  Duration oldestDue();
}
