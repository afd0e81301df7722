package io.vpcep.operator.management;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.ProtocolException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What counts of a request: nothing after its head is looked at.
 *
 * @param method as the client wrote it
 * @param path without the query; not decoded, since no page of ours needs that
 * @param accept the values of its Accept headers, or empty
 */
record RequestHead(String method, String path, String accept) {

  private static final Pattern END = Pattern.compile("\r?\n\r?\n");
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Za-z-]{1,32}) ([!-~]+) HTTP/1\\.[01]");

  /** So that what is no HTTP at all, such as a TLS handshake, is refused at its first byte. */
  private static final Pattern BEGINNING = Pattern.compile("[\r\n]*([A-Za-z-].*)?", Pattern.DOTALL);

  private static final Pattern SCHEME_AND_HOST = Pattern.compile("^https?://[^/?#]*");

  /**
   * Reads the bytes that have arrived so far.
   *
   * @return null if more bytes have to come
   * @throws ProtocolException if no further byte makes them a request
   */
  static @Nullable RequestHead parse(byte[] bytes, int count) throws ProtocolException {
    var text = new String(bytes, 0, count, ISO_8859_1);
    if (!BEGINNING.matcher(text).matches()) {
      throw new ProtocolException("no HTTP");
    }
    var request = text.stripLeading();
    var end = END.matcher(request);
    return end.find() ? whole(request.substring(0, end.start())) : null;
  }

  private static RequestHead whole(String text) throws ProtocolException {
    var lines = text.lines().toList();
    var first = REQUEST_LINE.matcher(lines.get(0));
    if (!first.matches()) {
      throw new ProtocolException("no request line of HTTP/1");
    }
    var accept = new StringBuilder();
    for (var line : lines) {
      if (line.toLowerCase(Locale.ROOT).startsWith("accept:")) {
        accept.append(line.substring("accept:".length()).strip()).append(',');
      }
    }
    return new RequestHead(first.group(1), path(first.group(2)), accept.toString());
  }

  private static String path(String target) {
    var local = SCHEME_AND_HOST.matcher(target).replaceFirst("");
    return local.split("[?#]", 2)[0];
  }

  boolean isHead() {
    return method.equals("HEAD");
  }
}
