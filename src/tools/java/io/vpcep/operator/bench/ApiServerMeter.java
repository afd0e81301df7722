package io.vpcep.operator.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts writes at the API server, and what it uses itself, by its own metrics. Leases are left
 * out, and so is what the API server writes for itself, which is of groups that no contender writes
 * to.
 */
final class ApiServerMeter {

  private static final String METRIC = "apiserver_request_total";
  private static final String CPU = "process_cpu_seconds_total";
  private static final Set<String> WRITES =
      Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION");
  private static final Set<String> GROUPS = Set.of("vpcep.io", "events.k8s.io");
  private static final Set<String> CORE = Set.of("events", "secrets", "configmaps");

  private final ApiServer server;

  ApiServerMeter(ApiServer server) {
    this.server = server;
  }

  /**
   * What the API server says of itself at one time.
   *
   * @param writes all so far, by what was written, for example {@code PUT
   *     vpcendpointconnections/status}
   * @param cpuSeconds the processor time that it has used
   */
  record Reading(Map<String, Long> writes, double cpuSeconds) {}

  /** Reads its metrics, which costs the API server something too: once for all that is wanted. */
  Reading read() {
    var metrics = server.get("/metrics");
    return new Reading(
        count(metrics),
        PrometheusText.samples(metrics, CPU).mapToDouble(PrometheusText.Sample::value).sum());
  }

  static Map<String, Long> count(String metrics) {
    return PrometheusText.samples(metrics, METRIC)
        .filter(sample -> WRITES.contains(sample.label("verb")))
        .filter(ApiServerMeter::isOfContenders)
        .collect(
            Collectors.groupingBy(
                ApiServerMeter::kind,
                TreeMap::new,
                Collectors.summingLong(sample -> (long) sample.value())));
  }

  /** What was written between two looks. */
  static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
    var difference = new TreeMap<String, Long>();
    after.forEach(
        (kind, count) -> {
          long added = count - before.getOrDefault(kind, 0L);
          if (added > 0) {
            difference.put(kind, added);
          }
        });
    return difference;
  }

  private static boolean isOfContenders(PrometheusText.Sample sample) {
    return GROUPS.contains(sample.label("group"))
        || (sample.label("group").isEmpty() && CORE.contains(sample.label("resource")));
  }

  private static String kind(PrometheusText.Sample sample) {
    var subresource = sample.label("subresource");
    return sample.label("verb")
        + " "
        + sample.label("resource")
        + (subresource.isEmpty() ? "" : "/" + subresource);
  }
}
