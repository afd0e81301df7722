package io.vpcep.operator.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long it took until another replica led, by what had happened to the one before. */
final class TakeOvers {

  private static final Path FILE =
      Path.of(System.getProperty("basedir", ""), "target", "failover.txt");

  private final Map<End, List<Duration>> times = new EnumMap<>(End.class);

  /** What happens to a leader. */
  enum End {
    /** It is told to stop, and gives the Lease back. */
    STOPPED,
    /** It is gone, and its Lease has to run out. */
    KILLED
  }

  void add(End end, Duration time) {
    times.computeIfAbsent(end, key -> new ArrayList<>()).add(time);
  }

  List<Duration> of(End end) {
    return times.getOrDefault(end, List.of());
  }

  /** Writes the figures to {@code target/failover.txt}, and returns them. */
  String report(String title) throws IOException {
    var table = new StringBuilder("%s%n".formatted(title));
    times.forEach(
        (end, durations) -> {
          var sorted = durations.stream().sorted().map(TakeOvers::seconds).toList();
          table.append(
              "  %-8s %3d rounds: median %5.2f s, longest %5.2f s%n"
                  .formatted(
                      end,
                      sorted.size(),
                      sorted.get(sorted.size() / 2),
                      sorted.get(sorted.size() - 1)));
        });
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return table.toString();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
