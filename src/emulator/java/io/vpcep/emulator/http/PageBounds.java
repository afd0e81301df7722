package io.vpcep.emulator.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit 1 or more
 * @param offset 0 or more
 */
public record PageBounds(int limit, int offset) {

  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 1000;

  /**
   * Reads {@code limit}, 1 to 1,000 and otherwise 10, and {@code offset}, otherwise 0; both lists
   * of connections agree on that. VPCEP's text says that a limit may be 0, its schema says that it
   * starts at 1; the schema is followed.
   */
  public static PageBounds of(
      Map<String, String> query, EmulatedResponse badLimit, EmulatedResponse badOffset)
      throws RefusedException {
    return of(query, MAX_LIMIT, badLimit, badOffset);
  }

  /** Reads {@code limit}, 1 to {@code maxLimit} and otherwise 10, and {@code offset}. */
  public static PageBounds of(
      Map<String, String> query,
      int maxLimit,
      EmulatedResponse badLimit,
      EmulatedResponse badOffset)
      throws RefusedException {
    return new PageBounds(
        number(query.get("limit"), DEFAULT_LIMIT, 1, maxLimit, badLimit),
        number(query.get("offset"), 0, 0, Integer.MAX_VALUE, badOffset));
  }

  /** The part itself; empty at or past the end. */
  public <T> List<T> of(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(all.size(), from + limit));
  }

  /** A whole number from a query; the refusal for one that is none, or not from min to max. */
  public static int number(
      @Nullable String text, int absent, int min, int max, EmulatedResponse refusal)
      throws RefusedException {
    if (text == null) {
      return absent;
    }
    if (!text.matches("\\d{1,10}")) {
      throw new RefusedException(refusal);
    }
    long number = Long.parseLong(text);
    if (number < min || number > max) {
      throw new RefusedException(refusal);
    }
    return (int) number;
  }
}
