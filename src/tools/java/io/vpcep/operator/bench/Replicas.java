package io.vpcep.operator.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replicas of this operator that elect a leader; one that is killed is started again. */
final class Replicas implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

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
  JavaProcess start() {
    var name = "replica-" + ++starts;
    var process = benchEnvironment.launcher().replica(namespace, name);
    running.put(name, process);
    return process;
  }

  /** Kills the leader or the standby, and starts it again as a process with another name. */
  void restart(boolean leader) throws InterruptedException {
    var leading = leader();
    var victim =
        running.keySet().stream()
            .filter(name -> leader == name.equals(leading))
            .findFirst()
            .orElseThrow();
    process(victim).kill();
    running.remove(victim);
    start();
  }

  /**
   * The name of the replica that leads.
   *
   * @throws BenchException if the Lease names none that runs
   */
  String leader() {
    var lease =
        benchEnvironment
            .server()
            .get("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/vpcep-operator");
    try {
      var holder = JSON.readTree(lease).path("spec").path("holderIdentity").asText();
      var name = holder.replaceFirst("_.*", "");
      process(name).requireAlive();
      return name;
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
