package io.vpcep.operator.made;

import io.vpcep.operator.made.ConnectionChange.Verb;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a change does not come to stay.
 *
 * @param message what the API server said, or what is concerned; may be empty
 */
public record Refusal(Reason reason, String message) {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private static final int LONGEST_MESSAGE = 300;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern SUBJECT =
      Pattern.compile("^.*? is (forbidden|invalid): ", Pattern.DOTALL);

  /** The API server does not answer at present. */
  public static final Refusal UNAVAILABLE = new Refusal(Reason.UNAVAILABLE, "");

  /** What it is; the worst first. */
  public enum Reason {
    /** The operator has not the right. */
    FORBIDDEN,
    /** A quota of the namespace is used up. */
    QUOTA_EXCEEDED,
    /** Something is wrong with this change alone, such as for an admission webhook. */
    REFUSED,
    /** Somebody changes it back each time. */
    OVERRIDDEN,
    /** The API server does not answer at present; this passes by itself. */
    UNAVAILABLE
  }

  /**
   * What a response means.
   *
   * @param code the HTTP status; 0 if there was no response
   * @return null if the resource has only changed, or come, or gone, meanwhile
   */
  public static @Nullable Refusal of(ConnectionChange change, int code, @Nullable String message) {
    if (code == CONFLICT || code == NOT_FOUND) {
      return null;
    }
    var said = CONTROL.matcher(message == null ? "" : message).replaceAll(" ");
    if (isTransient(code) && !said.contains("failed calling webhook")) {
      return UNAVAILABLE;
    }
    // With the name of one of many, the message would be another one each time.
    var why = SUBJECT.matcher(said).replaceFirst("").replace(change.name(), "NAME");
    if (code == FORBIDDEN && why.startsWith("User ")) {
      return new Refusal(Reason.FORBIDDEN, verb(change.verb()));
    }
    return new Refusal(
        code == FORBIDDEN && why.startsWith("exceeded quota")
            ? Reason.QUOTA_EXCEEDED
            : Reason.REFUSED,
        why.substring(0, Math.min(why.length(), LONGEST_MESSAGE)));
  }

  private static boolean isTransient(int code) {
    return code < BAD_REQUEST
        || code == TIMEOUT
        || code == TOO_MANY_REQUESTS
        || code >= SERVER_ERROR;
  }

  private static String verb(Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the other change would meet the same as the one that was refused. */
  public boolean concerns(ConnectionChange refused, ConnectionChange other) {
    return switch (reason) {
      case UNAVAILABLE -> true;
      case FORBIDDEN, QUOTA_EXCEEDED -> refused.verb() == other.verb();
      case REFUSED, OVERRIDDEN -> refused.name().equals(other.name());
    };
  }

  /** Whether this is worse than the other. */
  public boolean isWorseThan(@Nullable Refusal other) {
    return other == null || reason.compareTo(other.reason) < 0;
  }
}
