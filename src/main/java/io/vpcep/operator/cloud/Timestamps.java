package io.vpcep.operator.cloud;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as clouds write them. VPCEP and IAM document {@code 2018-09-17T11:10:11Z}, CSS the same
 * without a zone, in UTC; other services and older versions write a space for the T, and an offset
 * as {@code +02:00}, {@code +0200} or {@code +02}.
 */
public final class Timestamps {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' ']")
          .optionalStart()
          .parseLenient() // minutes and colon of the offset may be missing
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Timestamps() {}

  /**
   * The time, in UTC where it names no zone; null for what is no time, and for years beyond 1 to
   * 9999, which the API server takes for none.
   */
  public static @Nullable Instant parse(String text) {
    try {
      Instant instant = FORMAT.parse(text.strip(), Instant::from);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      return year >= 1 && year <= 9999 ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
