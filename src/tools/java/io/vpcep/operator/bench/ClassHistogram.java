package io.vpcep.operator.bench;

import java.util.regex.Pattern;

/** What {@code jcmd PID GC.class_histogram} prints. */
final class ClassHistogram {

  private static final Pattern TOTAL =
      Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

  private ClassHistogram() {}

  /** The bytes of all objects. */
  static long totalBytes(String text) {
    var matcher = TOTAL.matcher(text);
    if (!matcher.find()) {
      throw new BenchException("no class histogram: " + text.lines().findFirst().orElse(""));
    }
    return Long.parseLong(matcher.group(1));
  }
}
