package io.vpcep.operator.made;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why the API server does not let a change in.
 *
 * @param message what it said; empty for {@link Reason#UNAVAILABLE}
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

  /** What it is. */
  public enum Reason {
    /** A quota of the namespace is used up. */
    QUOTA_EXCEEDED,
    /** The operator has not the right. */
    FORBIDDEN,
    /** Something else is wrong with this change, such as for an admission webhook. */
    REFUSED,
    /** The API server does not answer at present; this passes by itself. */
    UNAVAILABLE
  }

  /**
   * What a response means.
   *
   * @param code the HTTP status; 0 if there was no response
   * @return null if the resource has only changed, or come, or gone, meanwhile
   */
  public static @Nullable Refusal of(int code, @Nullable String message) {
    if (code == CONFLICT || code == NOT_FOUND) {
      return null;
    }
    if (code < BAD_REQUEST
        || code == TIMEOUT
        || code == TOO_MANY_REQUESTS
        || code >= SERVER_ERROR) {
      return new Refusal(Reason.UNAVAILABLE, "");
    }
    var said = CONTROL.matcher(message == null ? "" : message).replaceAll(" ");
    // The name before it would be another one each time.
    var why =
        said.substring(
            said.indexOf("is forbidden: ") < 0 ? 0 : said.indexOf("is forbidden: ") + 14);
    return new Refusal(
        reason(code, why), why.substring(0, Math.min(why.length(), LONGEST_MESSAGE)));
  }

  private static Reason reason(int code, String why) {
    if (code != FORBIDDEN) {
      return Reason.REFUSED;
    }
    if (why.startsWith("exceeded quota")) {
      return Reason.QUOTA_EXCEEDED;
    }
    return why.startsWith("User ") ? Reason.FORBIDDEN : Reason.REFUSED;
  }

  /** Whether any other change would meet the same. */
  public boolean isOfAll() {
    return reason != Reason.REFUSED;
  }
}
