package io.vpcep.operator.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to be recorded once, as a Kubernetes event.
 *
 * @param reason what happened
 * @param note a sentence, cut at 1,024 bytes of UTF-8: the API server refuses longer ones
 * @param number counts the events of the resource, from 1: the same for the same transition however
 *     often it is decided, and a greater one for each later transition; 1 for what is no transition
 *     of the connection
 * @param seen stands for what the cloud said of the connection then; never empty
 */
public record EventRecord(Reason reason, String note, long number, String seen) {

  /**
   * Names the events that are one: those with the same reason, and of those of what cannot be
   * polled, the ones with the same word for why.
   */
  public String series() {
    return reason == Reason.NOT_POLLED
        ? reason.value() + '/' + note.split(":", 2)[0]
        : reason.value();
  }

  private static final int MAX_NOTE = 1024;
  private static final String CUT = "…";
  private static final int CUT_BYTES = CUT.getBytes(UTF_8).length;

  public EventRecord {
    note = cut(note);
  }

  private static String cut(String note) {
    if (note.getBytes(UTF_8).length <= MAX_NOTE) {
      return note;
    }
    var rest = CharBuffer.wrap(note);
    UTF_8.newEncoder().encode(rest, ByteBuffer.allocate(MAX_NOTE - CUT_BYTES), true);
    return note.substring(0, rest.position()) + CUT;
  }

  /** The reasons of events, each with its type. */
  public enum Reason {
    /** A new connection waits for acceptance. */
    CONNECTION_REQUESTED("ConnectionRequested", "Normal"),
    /** The connection failed. */
    CONNECTION_FAILED("ConnectionFailed", "Warning"),
    /** The connection waits for acceptance for longer than the resource allows. */
    ACCEPTANCE_OVERDUE("AcceptanceOverdue", "Warning"),
    /** The owner of the service turned the connection down. */
    CONNECTION_REJECTED("ConnectionRejected", "Warning"),
    /** The source does not list the connection. */
    CONNECTION_NOT_FOUND("ConnectionNotFound", "Warning"),
    /** The connection works. */
    CONNECTION_ACCEPTED("ConnectionAccepted", "Normal"),
    /** The connection waits for acceptance. */
    CONNECTION_PENDING("ConnectionPending", "Normal"),
    /** The connection is being set up. */
    CONNECTION_CREATING("ConnectionCreating", "Normal"),
    /** The connection is being removed. */
    CONNECTION_DELETING("ConnectionDeleting", "Normal"),
    /** The source cannot be read until somebody fixes the resource, or something for it. */
    NOT_POLLED("NotPolled", "Warning"),
    /** The account cannot be used any more. */
    ACCOUNT_NOT_READY("AccountNotReady", "Warning"),
    /** The account can be used. */
    ACCOUNT_READY("AccountReady", "Normal"),
    /** A policy would accept the connection, if it were enforced. */
    WOULD_ACCEPT("WouldAccept", "Normal"),
    /** A policy would reject the connection, if it were enforced. */
    WOULD_REJECT("WouldReject", "Normal"),
    /** A policy has accepted the connection. */
    ACCEPTED("Accepted", "Normal"),
    /** A policy has rejected the connection. */
    REJECTED("Rejected", "Normal"),
    /** A policy could not accept or reject the connection. */
    ACTION_FAILED("ActionFailed", "Warning");

    private final String word;
    private final String type;

    Reason(String word, String type) {
      this.word = word;
      this.type = type;
    }

    /** The reason with this word; null if there is none. */
    public static @Nullable Reason of(String word) {
      return Stream.of(values())
          .filter(reason -> reason.word.equals(word))
          .findFirst()
          .orElse(null);
    }

    /** The event's reason. */
    public String value() {
      return word;
    }

    /** The event's type: {@code Normal} or {@code Warning}. */
    public String type() {
      return type;
    }
  }
}
