package io.vpcep.operator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Notes where and how a run took place. */
final class Machine {

  private Machine() {}

  static void describe(Figures figures, BenchSettings settings) {
    figures.put("machine.cores", Runtime.getRuntime().availableProcessors());
    figures.put(
        "machine.memory_mib", Measurements.mib(ProcText.bytes(read("/proc/meminfo"), "MemTotal")));
    figures.put(
        "machine.jdk",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    figures.put(
        "machine.os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    figures.put("machine.load_before", load());
    figures.put("settings.connections", settings.connections());
    figures.put("settings.services", settings.services());
    figures.put("settings.interval_seconds", settings.interval().toMillis() / 1000.0);
    figures.put("settings.quiet_intervals", settings.quietIntervals());
    figures.put("settings.floor_concurrency", settings.concurrency());
    figures.put("settings.fewest_calls", settings.fewestCalls());
    figures.put("settings.cloud_delay", CloudProcess.RESPONSE_DELAY);
    figures.put("settings.contender_limits", String.join(" ", settings.limits()));
    figures.put(
        "settings.scaling",
        "none: every figure is at the interval of this run; the quiet phase is shorter than five"
            + " minutes unless bench.full is set");
  }

  /** The load averages of the last 1, 5 and 15 minutes. */
  static String load() {
    return String.join(" ", read("/proc/loadavg").split(" ", -1)).substring(0, 14);
  }

  /** For how long its cores, taken together, have had nothing to do. */
  static Duration idle() {
    return ProcText.idle(read("/proc/stat"));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
