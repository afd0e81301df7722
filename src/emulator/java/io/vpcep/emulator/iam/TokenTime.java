package io.vpcep.emulator.iam;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the identity service's form: UTC with microseconds and a Z. */
final class TokenTime {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private TokenTime() {}

  static String shown(Instant time) {
    return FORM.format(time);
  }
}
