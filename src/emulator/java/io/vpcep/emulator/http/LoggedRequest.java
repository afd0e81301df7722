package io.vpcep.emulator.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the request log.
 *
 * @param time when the response was made
 * @param operation what was asked for
 * @param method the HTTP method
 * @param path path and query, the first 2,000 characters
 * @param status the HTTP status; null when no response was given
 * @param who who the caller claims to be, right or wrong: the user, the access key's ID, or the
 *     kind of token, the first 64 characters; null for an unknown caller. Never a token or another
 *     secret
 */
public record LoggedRequest(
    Instant time,
    Operation operation,
    String method,
    String path,
    @Nullable Integer status,
    @Nullable String who) {

  private static final int MAX_PATH = 2_000;
  private static final int MAX_WHO = 64;

  /** Cuts what a caller may make as long as a request, authenticated or not. */
  public LoggedRequest {
    path = cut(path, MAX_PATH);
    who = who == null ? null : cut(who, MAX_WHO);
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }
}
