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

  /** The same for all, so that what was seen is all that is compared. */
  private static final long UNNUMBERED = 1;

  private long count;
  private final List<EventRecord> eventSequence = new ArrayList<>();

  /**
   * @param before how many events the resource had; null for none
   */
  public EventSequence(@Nullable Long before) {
    this.count = before == null ? 0 : before;
  }

  /**
   * Adds one.
   *
   * @param seen what the cloud says that tells one transition from another. One that was recorded
   *     but never written to the status, because the process died and the cloud went back
   *     meanwhile, leaves its number to a later one, which has to be recorded too
   */
  public void add(EventRecord.Reason reason, String note, @Nullable Object... seen) {
    count++;
    eventSequence.add(new EventRecord(reason, note, count, hash(Arrays.toString(seen))));
  }

  /**
   * Adds one that is not of what the cloud says of the connection. It takes no number: a process
   * that died may have recorded a transition with that number, which is to be decided again.
   *
   * @param seen all that tells one from the next of the same reason
   */
  void addUnnumbered(EventRecord.Reason reason, String note, @Nullable Object... seen) {
    eventSequence.add(new EventRecord(reason, note, UNNUMBERED, hash(Arrays.toString(seen))));
  }

  /** All that were added, in this order. */
  public List<EventRecord> toList() {
    return List.copyOf(eventSequence);
  }

  /** How many the resource has had with these; null for none. */
  public @Nullable Long count() {
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
