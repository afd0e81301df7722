package io.vpcep.operator.support;

import io.vpcep.operator.decision.PollPolicy;
import java.time.Duration;

/** What the operator does unless it is configured. */
public final class Defaults {

  /** How often resources are polled. */
  public static final PollPolicy POLLING =
      new PollPolicy(
          Duration.ofMinutes(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10));

  private Defaults() {}
}
