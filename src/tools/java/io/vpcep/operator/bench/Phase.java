package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.function.Supplier;

/** A stretch of time of one process: what it asked the cloud, wrote to Kubernetes, and used. */
final class Phase {

  private final JavaProcess process;
  private final CloudProcess cloud;
  private final ApiServerMeter meter;
  private final Duration cpuBefore;
  private final ApiServerMeter.Reading serverBefore;
  private final Duration idleBefore;
  private final long start;

  /**
   * Begins a phase.
   *
   * @param contender the process, or what starts it: the counters are read before that, because the
   *     API server works for a while to tell them
   */
  Phase(Supplier<JavaProcess> contender, CloudProcess cloud, ApiServerMeter meter) {
    this.cloud = cloud;
    this.meter = meter;
    serverBefore = meter.read();
    idleBefore = Machine.idle();
    start = System.nanoTime();
    process = contender.get();
    cpuBefore = process.cpu();
  }

  JavaProcess process() {
    return process;
  }

  /**
   * Ends the phase and notes what it was.
   *
   * @param name of the phase, for example {@code ours.quiet}
   * @param interval what a poll interval is
   */
  void end(Figures figures, String name, Duration interval) {
    double seconds = BenchEnvironment.secondsSince(start, System.nanoTime());
    double cpu = seconds(process.cpu().minus(cpuBefore));
    double idle = seconds(Machine.idle().minus(idleBefore));
    long calls = cloud.calls();
    var server = meter.read();
    var writes = ApiServerMeter.between(serverBefore.writes(), server.writes());
    double intervals = seconds * 1000 / interval.toMillis();
    figures.put(name + ".seconds", seconds);
    figures.put(name + ".intervals", intervals);
    figures.put(name + ".calls", calls);
    figures.put(name + ".calls_per_interval", calls / intervals);
    figures.put(name + ".writes", writes.values().stream().mapToLong(Long::longValue).sum());
    figures.put(name + ".writes_by_kind", writes);
    figures.put(name + ".cpu_seconds", cpu);
    figures.put(name + ".cpu_seconds_per_interval", cpu / intervals);
    figures.put(name + ".api_server_cpu_seconds", server.cpuSeconds() - serverBefore.cpuSeconds());
    figures.put(name + ".idle_share", idle / seconds / Runtime.getRuntime().availableProcessors());
    figures.put(name + ".threads", process.threads());
    figures.put(name + ".rss_mib", Measurements.mib(process.residentBytes()));
    figures.put(name + ".peak_rss_mib", Measurements.mib(process.peakResidentBytes()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
