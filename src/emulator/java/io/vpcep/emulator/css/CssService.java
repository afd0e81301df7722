package io.vpcep.emulator.css;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.World;
import java.time.InstantSource;

/** The search service: which of its parts serves which operation. */
public final class CssService {

  private final CssApi connections;
  private final ClustersApi clusters;
  private final EndpointServiceApi endpointService;

  public CssService(World world, LifeCycle lifeCycle, InstantSource clock) {
    connections = new CssApi(world, lifeCycle);
    clusters = new ClustersApi(world);
    endpointService = new EndpointServiceApi(world, clock);
  }

  /** The response to an operation of this service. */
  public EmulatedResponse respond(EmulatedRequest request) throws RefusedException {
    return switch (request.operation()) {
      case LIST_CSS_CONNECTIONS -> connections.list(request);
      case UPDATE_CSS_CONNECTIONS -> connections.update(request);
      case LIST_CLUSTERS -> clusters.list(request);
      case SHOW_CLUSTER -> clusters.show(request);
      case OPEN_ENDPOINT_SERVICE -> endpointService.open(request);
      case CLOSE_ENDPOINT_SERVICE -> endpointService.close(request);
      case CHANGE_CSS_WHITELIST -> endpointService.permit(request);
      default -> GatewayError.NO_SUCH_API.response();
    };
  }
}
