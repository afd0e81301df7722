package io.vpcep.operator.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replicas of this operator that elect a leader; one that is killed may be started again. */
final class Replicas implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final BenchEnvironment benchEnvironment;
  private final String namespace;
  private final Map<String, JavaProcess> running = new LinkedHashMap<>();
  private int starts;

  /** None yet. */
  Replicas(BenchEnvironment benchEnvironment, String namespace) {
    this.benchEnvironment = benchEnvironment;
    this.namespace = namespace;
  }

  /** Starts another one. */
  void start() {
    var name = "replica-" + ++starts;
    running.put(name, benchEnvironment.launcher().replica(namespace, name));
  }

  /** Kills the leader or the standby, and starts it again as a process with another name. */
  void restart(boolean leader) throws InterruptedException {
    kill(leader ? leader() : standby());
    start();
  }

  /**
   * Kills the leader, and waits until the standby leads.
   *
   * @return the seconds from the kill until the Lease names the standby
   * @throws BenchException if that takes longer than the patience
   */
  double failOver() throws InterruptedException {
    var leader = leader();
    long start = System.nanoTime();
    kill(leader);
    while (!running.containsKey(holder())) {
      if (System.nanoTime() - start > BenchEnvironment.PATIENCE.toNanos()) {
        throw new BenchException("no replica replaced " + leader);
      }
      BenchEnvironment.pass(BETWEEN);
    }
    return BenchEnvironment.secondsSince(start, System.nanoTime());
  }

  private void kill(String name) throws InterruptedException {
    process(name).kill();
    running.remove(name);
  }

  /**
   * The name of the replica that leads.
   *
   * @throws BenchException if the Lease names none that runs
   */
  String leader() {
    var name = holder();
    process(name).requireAlive();
    return name;
  }

  /** The name of a replica that does not lead. */
  String standby() {
    var leader = leader();
    return running.keySet().stream().filter(name -> !name.equals(leader)).findFirst().orElseThrow();
  }

  /** The name of the replica in the Lease, which may have ended. */
  private String holder() {
    var lease =
        benchEnvironment
            .server()
            .get("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/vpcep-operator");
    try {
      var holder = JSON.readTree(lease).path("spec").path("holderIdentity").asText();
      return holder.replaceFirst("_.*", "");
    } catch (JsonProcessingException e) {
      throw new BenchException("the Lease cannot be read", e);
    }
  }

  /** A replica that runs. */
  JavaProcess process(String name) {
    @Nullable JavaProcess process = running.get(name);
    if (process == null) {
      throw new BenchException(name + " does not run");
    }
    return process;
  }

  /** Notes the memory of all that run. */
  void sample(Duration at, MemorySamples samples) {
    running.forEach(
        (name, process) -> samples.add(at, name, Measurements.mib(process.residentBytes())));
  }

  @Override
  public void close() {
    running.values().forEach(JavaProcess::close);
  }
}
