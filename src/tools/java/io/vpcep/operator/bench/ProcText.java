package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.regex.Pattern;

/** What the Linux kernel writes into {@code /proc}, see proc(5). */
final class ProcText {

  /** USER_HZ, which the kernel fixes at 100 for what it shows to programs. */
  private static final long MILLIS_PER_TICK = 10;

  /** Of the fields behind the program's name: utime and stime are the 14th and 15th of all. */
  private static final int USER_TICKS = 11;

  /** Behind the word cpu: user, nice, system, idle. */
  private static final int IDLE_TICKS = 4;

  private ProcText() {}

  /**
   * A size in bytes from {@code /proc/PID/status}.
   *
   * @param field for example {@code VmRSS}
   */
  static long bytes(String status, String field) {
    return find(status, field, " kB") * 1024;
  }

  /**
   * A plain number from {@code /proc/PID/status}.
   *
   * @param field for example {@code Threads}
   */
  static long number(String status, String field) {
    return find(status, field, "");
  }

  private static long find(String status, String field, String unit) {
    var matcher =
        Pattern.compile("^" + Pattern.quote(field) + ":\\s+(\\d+)" + unit + "$", Pattern.MULTILINE)
            .matcher(status);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + field + " in what the kernel says");
    }
    return Long.parseLong(matcher.group(1));
  }

  /** How long all cores together were idle, from {@code /proc/stat}. */
  static Duration idle(String stat) {
    var fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
    return Duration.ofMillis(Long.parseLong(fields[IDLE_TICKS]) * MILLIS_PER_TICK);
  }

  /** The processor time that a process has used, from {@code /proc/PID/stat}. */
  static Duration cpu(String stat) {
    // The program's name stands in parentheses and may itself hold spaces and parentheses.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    return Duration.ofMillis(ticks * MILLIS_PER_TICK);
  }
}
