package io.vpcep.operator.provisioning;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a change was rejected, or did not persist.
 *
 * @param message what the API server said, or what is concerned; may be empty
 */
public record Refusal(Reason reason, String message) {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** No response, or one that says nothing about the change. */
  private static final Set<Integer> UNAVAILABLE_CODES = Set.of(0, 401, 408, 429, 502, 503, 504);

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
    /** Something is wrong with this change, such as for an admission webhook. */
    REFUSED,
    /** Somebody changes it back each time. */
    OVERRIDDEN,
    /** The resource has changed, or come, or gone, meanwhile. */
    OUTDATED,
    /** The API server does not answer at present; this passes by itself. */
    UNAVAILABLE
  }

  /**
   * What a response that is no success means.
   *
   * @param code the HTTP status; 0 if there was no response
   */
  public static Refusal of(ConnectionChange change, int code, @Nullable String message) {
    if (code == CONFLICT || code == NOT_FOUND) {
      return new Refusal(Reason.OUTDATED, "");
    }
    if (UNAVAILABLE_CODES.contains(code)) {
      return UNAVAILABLE;
    }
    var said = CONTROL.matcher(message == null ? "" : message).replaceAll(" ");
    // With the name of one of many, the message would be another one each time.
    var why = SUBJECT.matcher(said).replaceFirst("").replace(change.name(), "NAME");
    if (code == FORBIDDEN && why.startsWith("User ")) {
      return new Refusal(Reason.FORBIDDEN, change.verb().value());
    }
    return new Refusal(
        code == FORBIDDEN && why.startsWith("exceeded quota")
            ? Reason.QUOTA_EXCEEDED
            : Reason.REFUSED,
        why.substring(0, Math.min(why.length(), LONGEST_MESSAGE)));
  }

  /** Whether a user has to learn of it: the others pass by themselves. */
  public boolean isReported() {
    return reason != Reason.OUTDATED && reason != Reason.UNAVAILABLE;
  }

  /** Whether it shows although nothing is to be done at present: it will be, again. */
  boolean persists() {
    return reason == Reason.OVERRIDDEN;
  }
}
