package io.vpcep.operator.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one decision, numbered on from those that the resource had before. The number is
 * written with the status that the transition leads to. Until then the same transition has the same
 * number, whatever else is written meanwhile; and no other transition of this resource has it,
 * however quickly the states repeat.
 */
public final class EventSequence {

  private final long before;
  private final List<EventRecord> eventSequence = new ArrayList<>();

  /**
   * @param before how many events the resource had; null for none
   */
  public EventSequence(@Nullable Long before) {
    this.before = before == null ? 0 : before;
  }

  /**
   * Adds one.
   *
   * @param seen what the cloud says that tells one transition from another. One that was recorded
   *     but never written to the status, because the process died and the cloud went back
   *     meanwhile, leaves its number to a later one, which has to be recorded too
   */
  public void add(EventRecord.Reason reason, String note, @Nullable Object... seen) {
    long number = before + eventSequence.size() + 1;
    eventSequence.add(new EventRecord(reason, note, number, hash(Arrays.toString(seen))));
  }

  /** All that were added, in this order. */
  public List<EventRecord> toList() {
    return List.copyOf(eventSequence);
  }

  /** How many the resource has had with these; null for none. */
  public @Nullable Long count() {
    long count = before + eventSequence.size();
    return count == 0 ? null : count;
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
