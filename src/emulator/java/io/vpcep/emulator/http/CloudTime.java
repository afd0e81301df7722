package io.vpcep.emulator.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in the clouds' form. */
public final class CloudTime {

  private CloudTime() {}

  /** UTC in whole seconds with a Z, as in all samples of the lists. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
