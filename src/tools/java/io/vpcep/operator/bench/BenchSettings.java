package io.vpcep.operator.bench;

import io.vpcep.operator.api.GoDuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to measure, from the system properties {@code bench.*}.
 *
 * @param connections how many connections and resources each contender watches
 * @param services how many endpoint services they are spread over, evenly
 * @param interval the poll interval; nothing that is reported is scaled to another one
 * @param quietIntervals how many intervals of quiet are measured
 * @param concurrency how many requests the floor has under way at a time
 * @param only the scenarios to run; empty for those of the stage
 * @param full whether to measure growth and shards too, and 5 quiet intervals
 * @param growth whether to draw the growth of both operators
 * @param runs how often the floor and this operator each write all that is new and all that changed
 * @param sizes the numbers of resources of the growth
 * @param listed the numbers of connections of the growth in services that are watched as a whole
 * @param limits the options of every contender's JVM
 * @param jar the operator
 * @param folder where the reports and the logs go
 */
record BenchSettings(
    int connections,
    int services,
    Duration interval,
    int quietIntervals,
    int concurrency,
    Set<String> only,
    boolean full,
    boolean growth,
    int runs,
    List<Integer> sizes,
    List<Integer> listed,
    List<String> limits,
    Path jar,
    Path folder) {

  /**
   * The framework's threads for reconciliations, of which each waits for one request at a time; the
   * Kubernetes client's own dispatcher sets no lower bound.
   */
  private static final int CONCURRENCY_OF_THE_OPERATOR = 16;

  /** What every contender gets: the image's options, as in a container of 256 MiB. */
  private static final Path LIMITS = Path.of("src/main/image/jvm.options");

  /** What {@link #inRun} adds. */
  private static final Pattern REPEATED = Pattern.compile("-\\d+$");

  /** The usual {@code polling.activeInterval}. */
  private static final Duration ACTIVE_INTERVAL = Duration.ofSeconds(15);

  /** Reads the properties. */
  static BenchSettings of(Properties properties) {
    boolean full = flag(properties, "bench.full");
    var folder = Path.of(properties.getProperty("bench.folder", "target"));
    return new BenchSettings(
        number(properties, "bench.connections", 10_000),
        number(properties, "bench.services", 10),
        GoDuration.parse(text(properties, "bench.interval", "60s")),
        number(properties, "bench.quietIntervals", full ? 5 : 1),
        number(properties, "bench.concurrency", CONCURRENCY_OF_THE_OPERATOR),
        names(properties.getProperty("bench.only", "")),
        full,
        flag(properties, "bench.growth"),
        number(properties, "bench.runs", 1),
        sizes(properties),
        listed(properties),
        limits(properties),
        Path.of(
            properties.getProperty("bench.jar", folder.resolve("vpcep-operator.jar").toString())),
        folder);
  }

  /** How many connections one service has. */
  int connectionsPerService() {
    return connections / services;
  }

  /** The fewest calls that read everything: 1,000 connections a page. */
  int fewestCalls() {
    return services * ((connectionsPerService() + 999) / 1_000);
  }

  /** How often a source with active connections is polled: no less often than any other. */
  Duration activeInterval() {
    return interval.compareTo(ACTIVE_INTERVAL) < 0 ? interval : ACTIVE_INTERVAL;
  }

  /** Whether a scenario is to run. */
  boolean includes(String scenario) {
    if (!only.isEmpty()) {
      return only.contains(REPEATED.matcher(scenario).replaceFirst(""));
    }
    return switch (scenario) {
      case "shards" -> full;
      case "growth" -> full || growth;
      default -> true;
    };
  }

  /**
   * What a contender or a scenario is called in a run: its name, with the number behind it from 2
   * on.
   */
  static String inRun(int run, String name) {
    return run == 1 ? name : name + "-" + run;
  }

  private static List<String> limits(Properties properties) {
    var options = text(properties, "bench.jvm", "");
    return options.isEmpty()
        ? limitsOfTheImage(text(properties, "bench.memory", "256m"))
        : List.of(options.split(" ", -1));
  }

  private static List<String> limitsOfTheImage(String memory) {
    var container = "-XX:MaxRAM=" + memory;
    try (var lines = Files.lines(LIMITS)) {
      return Stream.concat(Stream.of(container), lines.filter(line -> line.startsWith("-")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(Properties properties, String name, int usual) {
    return Integer.parseInt(text(properties, name, Integer.toString(usual)));
  }

  /** Maven sets what is not given to nothing. */
  private static String text(Properties properties, String name, String usual) {
    var text = properties.getProperty(name, "");
    return text.isEmpty() ? usual : text;
  }

  /** The two that the goal speaks of, or enough to draw a curve. */
  private static List<Integer> sizes(Properties properties) {
    return numbers(
        properties,
        "bench.sizes",
        flag(properties, "bench.growth")
            ? List.of(100, 1_000, Measurements.FEW, 10_000, Measurements.MANY)
            : List.of(Measurements.FEW, Measurements.MANY));
  }

  /** The one that the goal speaks of, or enough to draw a curve. */
  private static List<Integer> listed(Properties properties) {
    return numbers(
        properties,
        "bench.listed",
        flag(properties, "bench.growth")
            ? List.of(1_000, 10_000, Measurements.LISTED)
            : List.of(Measurements.LISTED));
  }

  private static List<Integer> numbers(Properties properties, String name, List<Integer> usual) {
    var list = properties.getProperty(name, "");
    return list.isEmpty()
        ? usual
        : Arrays.stream(list.split(",", -1)).map(String::strip).map(Integer::valueOf).toList();
  }

  /** Maven gives {@code -Dbench.full} the value {@code true}. */
  private static boolean flag(Properties properties, String name) {
    return Boolean.parseBoolean(properties.getProperty(name, "false"));
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
