package io.vpcep.operator.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import okhttp3.Headers;

/**
 * An answer as a fuzzer makes it. Its first line is a letter for the call that is answered and a
 * status, {@code V200}; then follow headers, an empty line, and the body. What breaks this form is
 * read somehow: no input is lost.
 *
 * @param call V or v: a first or a later page of a service; C or c: of a cluster; P: the look-up of
 *     a project; L or any other: a login, for the region's project or for one by ID
 * @param body what is left
 */
@SuppressWarnings("ArrayRecordComponent")
record RawResponse(char call, int status, Headers headers, byte[] body) {

  private static final int STATUS_END = 4;

  static RawResponse of(byte[] input) {
    byte[] padded = input.length < STATUS_END ? Arrays.copyOf(input, STATUS_END) : input;
    int at = lineAfter(padded, STATUS_END - 1);
    Headers.Builder headers = new Headers.Builder();
    while (at < padded.length && padded[at] != '\n') {
      int next = lineAfter(padded, at);
      add(headers, new String(padded, at, next - at, ISO_8859_1).strip());
      at = next;
    }
    return new RawResponse(
        (char) padded[0],
        status(padded),
        headers.build(),
        Arrays.copyOfRange(padded, Math.min(at + 1, padded.length), padded.length));
  }

  /** 200 to 599 in three digits, or else any such number. */
  private static int status(byte[] input) {
    int number = 0;
    for (int i = 1; i < STATUS_END; i++) {
      number = number * 10 + (input[i] - '0');
    }
    return 200 + Math.floorMod(number - 200, 400);
  }

  /** As lenient as the client library is with what comes over the wire. */
  private static void add(Headers.Builder headers, String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon);
    if (name.matches("[!-9;-~]+")) {
      headers.addUnsafeNonAscii(name, line.substring(colon + 1).strip());
    }
  }

  private static int lineAfter(byte[] input, int from) {
    int at = from;
    while (at < input.length && input[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, input.length);
  }
}
