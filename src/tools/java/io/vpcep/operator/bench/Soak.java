package io.vpcep.operator.bench;

import io.vpcep.operator.api.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code mvn -Psoak}: many resources, of which some change all the time, a cloud that throttles and
 * fails at random, and two replicas of which one is killed every few minutes. Writes {@code
 * soak.json}. Ends with exit code 1 when a goal is missed.
 */
public final class Soak {

  private static final String NAMESPACE = "bench-soak";

  /** How many of the cloud's answers are failures. */
  private static final double FAULTS = 0.2;

  /** After this time a connection changes again. */
  private static final int MINUTES_UNTIL_NEXT_CHANGE = 5;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(5);

  /**
   * By then, a source whose last poll failed has been polled again: that poll may have waited 30 s
   * for a response, and the longest back-off is an interval or a minute.
   */
  private static final int SETTLING_INTERVALS = 2;

  private static final double MOST_GROWTH = 1.05;
  private static final int EXAMPLES = 5;

  private final BenchSettings settings;
  private final SoakPlan plan;
  private final int changesPerMinute;
  private final long seed;
  private final Figures figures = new Figures();
  private final Transitions transitions = new Transitions();
  private final MemorySamples memory = new MemorySamples();
  private final List<Double> rssAtKill = new ArrayList<>();

  private Soak(Properties properties) {
    settings = BenchSettings.of(properties);
    plan = SoakPlan.of(GoDuration.parse(properties.getProperty("soak.duration", "10m")));
    changesPerMinute = Integer.getInteger("soak.changesPerMinute", 100);
    seed = Long.getLong("soak.seed", 1);
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Soak(System.getProperties()).run() ? 0 : 1);
  }

  /** Whether all goals are met. */
  private boolean run() throws IOException, InterruptedException {
    Machine.describe(figures, settings);
    figures.put("settings.duration_seconds", plan.duration().toSeconds());
    figures.put("settings.changes_per_minute", changesPerMinute);
    figures.put("settings.share_of_faults", FAULTS);
    figures.put("settings.seed", seed);
    List<Measurement> measurements;
    try (var benchEnvironment = BenchEnvironment.prepare(settings)) {
      measurements = soak(benchEnvironment);
    }
    figures.put("machine.load_after", Machine.load());
    var report = new Report(measurements, figures);
    report.writeJson(settings.folder().resolve("soak.json"));
    System.out.println("\n" + report.goals());
    var missed = measurements.stream().filter(each -> !each.ok()).toList();
    missed.forEach(each -> System.err.printf("%s is missed: %s%n", each.name(), each.from()));
    return missed.isEmpty();
  }

  private List<Measurement> soak(BenchEnvironment benchEnvironment) throws InterruptedException {
    var resources = benchEnvironment.resources(NAMESPACE);
    try (var watch = new StatusWatch(benchEnvironment.server(), NAMESPACE);
        var events = new EventWatch(benchEnvironment.client(NAMESPACE));
        var replicas = new Replicas(benchEnvironment, NAMESPACE)) {
      replicas.start();
      watch.awaitAll("accepted", resources.entries().size(), BenchEnvironment.PATIENCE);
      resources
          .entries()
          .forEach(entry -> transitions.add(Resources.PREFIX + entry.suffix(), "accepted"));
      replicas.start();
      var changes =
          new RandomChanges(
              benchEnvironment.cloud()::change,
              watch::since,
              resources.entries(),
              changesPerMinute * MINUTES_UNTIL_NEXT_CHANGE,
              transitions,
              seed);
      play(benchEnvironment, replicas, changes);
      noteMemory(replicas);
      System.out.println("settling …");
      var longestBackOff = Collections.max(List.of(settings.interval(), MINUTE));
      BenchEnvironment.pass(longestBackOff.multipliedBy(SETTLING_INTERVALS));
      changes.end(figures);
      return measure(benchEnvironment, events);
    }
  }

  /** Changes, kills and samples, each when its time has come. */
  private void play(BenchEnvironment benchEnvironment, Replicas replicas, RandomChanges changes)
      throws InterruptedException {
    var cloud = benchEnvironment.cloud();
    cloud.forgetCalls();
    cloud.failAtRandom(FAULTS, seed);
    var due = new TreeMap<Duration, Step>();
    plan.kills().forEach(kill -> due.put(kill.at(), () -> kill(replicas, kill)));
    due.put(plan.first().from(), () -> noteLiveHeap(replicas, "first"));
    due.put(plan.last().from(), () -> noteLiveHeap(replicas, "last"));
    var between = MINUTE.dividedBy(changesPerMinute);
    long start = System.nanoTime();
    var nextSample = Duration.ZERO;
    for (var at = Duration.ZERO; at.compareTo(plan.duration()) < 0; at = at.plus(between)) {
      passUntil(start + at.toNanos());
      changes.next();
      while (!due.isEmpty() && due.firstKey().compareTo(at) <= 0) {
        due.pollFirstEntry().getValue().run();
      }
      if (at.compareTo(nextSample) >= 0) {
        replicas.sample(at, memory);
        nextSample = at.plus(BETWEEN_SAMPLES);
      }
    }
    noteLiveHeap(replicas, "end");
    figures.put("cloud.calls", cloud.calls());
    figures.put("cloud.failed_calls", failedCalls(cloud));
    cloud.failAtRandom(0, seed);
  }

  private static long failedCalls(CloudProcess cloud) {
    long failed = cloud.failedCalls();
    if (failed == 0) {
      throw new BenchException("the cloud did not fail");
    }
    return failed;
  }

  /** Something to be done at its time. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private static void passUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      BenchEnvironment.pass(Duration.ofNanos(left));
    }
  }

  /**
   * From the third kill on, each leader that is killed has been a standby for as long as those
   * before, and has led for as long.
   */
  private void kill(Replicas replicas, SoakPlan.Kill kill) throws InterruptedException {
    var leader = replicas.leader();
    System.out.printf(
        "%s: killing the %s; %s leads%n",
        GoDuration.format(kill.at()), kill.ofLeader() ? "leader" : "standby", leader);
    if (kill.ofLeader() && plan.kills().indexOf(kill) >= 2) {
      rssAtKill.add(Measurements.mib(replicas.process(leader).residentBytes()));
    }
    replicas.restart(kill.ofLeader());
  }

  /** Collects all garbage too, so that each window begins without. */
  private void noteLiveHeap(Replicas replicas, String when) {
    figures.put(
        "memory.live_heap_bytes_" + when, replicas.process(replicas.leader()).liveHeapBytes());
  }

  private void noteMemory(Replicas replicas) {
    var leader = replicas.leader();
    double first = memory.mean(leader, plan.first());
    double last = memory.mean(leader, plan.last());
    figures.put("memory.first_rss_mib", first);
    figures.put("memory.last_rss_mib", last);
    figures.put("memory.growth_of_rss", last / first);
    figures.put(
        "memory.growth_of_live_heap",
        figures.number("memory.live_heap_bytes_end").orElseThrow()
            / figures.number("memory.live_heap_bytes_first").orElseThrow());
    figures.put(
        "memory.peak_rss_mib", Measurements.mib(replicas.process(leader).peakResidentBytes()));
    if (rssAtKill.size() > 1) {
      figures.put("memory.rss_mib_of_killed_leaders", rssAtKill.toString());
      figures.put(
          "memory.growth_of_rss_over_restarts",
          rssAtKill.get(rssAtKill.size() - 1) / rssAtKill.get(0));
    }
  }

  private List<Measurement> measure(BenchEnvironment benchEnvironment, EventWatch events) {
    var wrong =
        ShownStatuses.wrong(
            ShownStatuses.read(benchEnvironment.server(), NAMESPACE),
            benchEnvironment.cloud().connections());
    var difference = transitions.compare(events.counts());
    figures.put("transitions", transitions.count());
    return List.of(
        growth(),
        none("soak_wrong", wrong.size(), wrong),
        none("soak_lost", difference.lostCount(), difference.lost()),
        none("soak_doubled", difference.doubledCount(), difference.doubled()));
  }

  private Measurement growth() {
    return new Measurement(
        "soak_memory_growth",
        // Live objects are raw figures only: a sweep under way changes them by more than the goal.
        Stream.of("rss", "rss_over_restarts")
            .flatMapToDouble(of -> figures.number("memory.growth_of_" + of).stream())
            .max(),
        MOST_GROWTH,
        "the greatest memory.growth_of_rss…; of the leader from %s to %s, over %s to %s"
            .formatted(
                GoDuration.format(plan.last().from()),
                GoDuration.format(plan.last().to()),
                GoDuration.format(plan.first().from()),
                GoDuration.format(plan.first().to())));
  }

  private static Measurement none(String name, long count, List<String> examples) {
    return new Measurement(
        name,
        OptionalDouble.of((double) count),
        0,
        examples.isEmpty()
            ? "none found"
            : String.join("; ", examples.subList(0, Math.min(EXAMPLES, examples.size()))));
  }
}
