package io.vpcep.operator.cloud;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what a cloud wrote fit to be shown: one line, printable, short, the same every time. */
final class TextSanitizer {

  private static final String LEFT_OUT = "…";

  /** What is looked at of a text before it is cut; keeps the patterns cheap. */
  private static final int MAX_EXAMINED = 4096;

  /** What differs from one response to the next, or looks like a secret, in this order. */
  private static final Pattern VOLATILE =
      Pattern.compile(
          String.join(
              "|",
              "\\brequest[-_ ]?id[\"']?\\s*[:=]\\s*[\"']?[\\w-]+",
              "\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b",
              "\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?"
                  + "(?: ?Z| ?[+-]\\d\\d:?\\d\\d)?)?",
              "\\b\\d{8}T\\d{6}Z?",
              "\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?",
              "\\b[0-9a-f]{16,}\\b",
              "\\b\\d{10,}\\b",
              "[\\w+=-]{40,}"),
          Pattern.CASE_INSENSITIVE);

  private TextSanitizer() {}

  /**
   * The text in one line, without what cannot be printed, cut to a length in UTF-16 units with an
   * ellipsis as its last.
   */
  static String printable(String text, int maxLength) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(2L * maxLength + MAX_EXAMINED)
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
        .forEach(shown::appendCodePoint);
    // Control and format characters, and code points that are no character.
    String printable = shown.toString().replaceAll("\\p{C}", "");
    return cut(printable.replaceAll(" {2,}", " ").strip(), maxLength);
  }

  /**
   * The text as {@link #printable}, and without secrets, request IDs, times and IDs other than
   * those that the request itself named.
   */
  static String stable(String text, int maxLength, String requestPath, List<String> secrets) {
    // Twice: a secret may hold what cannot be printed, and what cannot be printed may be within it.
    String line = withoutSecrets(printable(withoutSecrets(text, secrets), MAX_EXAMINED), secrets);
    String stable = VOLATILE.matcher(line).replaceAll(found -> kept(found, requestPath));
    return cut(stable, maxLength);
  }

  private static String withoutSecrets(String text, List<String> secrets) {
    String safe = text;
    for (String secret : secrets) {
      safe = secret.isBlank() ? safe : safe.replace(secret, LEFT_OUT);
    }
    return safe;
  }

  private static String kept(MatchResult found, String requestPath) {
    return requestPath.contains(found.group()) ? Matcher.quoteReplacement(found.group()) : LEFT_OUT;
  }

  private static String cut(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = maxLength - LEFT_OUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + LEFT_OUT;
  }
}
