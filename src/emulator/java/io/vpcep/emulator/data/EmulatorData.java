package io.vpcep.emulator.data;

import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.ThrottleRule;
import io.vpcep.emulator.iam.IamData;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.Scenario;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that an emulator starts with.
 *
 * @param dialect which cloud it speaks like
 * @param iam who may log in, and for how long
 * @param throttling how often a caller may call; null for as often as it likes
 * @param responseDelay how long every response of the emulated clouds waits; 0 or more
 * @param times how long the passing states of connections last
 * @param services the endpoint services by ID
 * @param whitelists permissions by service; everybody may connect to a service without any
 * @param clusters the clusters by ID
 * @param connections in the order of the file
 * @param scenario what happens after the start
 */
public record EmulatorData(
    Dialect dialect,
    IamData iam,
    @Nullable ThrottleRule throttling,
    Duration responseDelay,
    LifeCycle.Times times,
    Map<String, ServiceSettings> services,
    Map<String, List<String>> whitelists,
    Map<String, ClusterSettings> clusters,
    List<StartConnection> connections,
    Scenario scenario) {

  /**
   * A connection that is there at the start.
   *
   * @param source where
   * @param id the endpoint's ID
   * @param details what is said about it
   */
  public record StartConnection(
      SourceRef source, String id, UnaryOperator<EndpointConnection> details) {}

  /** Puts services, clusters and connections into a world. */
  public void fill(World world) {
    services.forEach(world::putService);
    whitelists.forEach(world::putWhitelist);
    clusters.forEach(world::putCluster);
    connections.forEach(start -> world.put(start.source(), start.id(), start.details()));
  }
}
