package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.emulator.data.BadDataException;
import io.vpcep.emulator.fault.Faults;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RequestLog;
import io.vpcep.emulator.http.Throttle;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.SourceRef.Kind;
import io.vpcep.emulator.world.World;
import java.util.Map;
import java.util.Optional;

/** Everything under {@code /emulator}. Its requests stand in no log and run into no fault. */
public final class ControlApi {

  /** The interface in a few lines: the response to {@code GET /emulator}. */
  public static final String SUMMARY =
      """
      GET    /emulator/world                                 everything that is there
      PUT    /emulator/services/{id}                         {"approval": false}: create a service or change it
      PUT, PATCH /emulator/clusters/{id}                     create a cluster, change its settings
      DELETE /emulator/services/{id}, /emulator/clusters/{id}
      GET, PUT, PATCH, DELETE /emulator/services/{id}/connections/{endpoint id}
      GET, PUT, PATCH, DELETE /emulator/clusters/{id}/connections/{endpoint id}
      POST   /emulator/services/{id}/connections/{endpoint id}/connect   as the endpoint's owner does: {"domain_id": …}
      POST   /emulator/services/{id}/connections/{endpoint id}/delete    as the endpoint's owner does: deleting, then gone
      POST   /emulator/connections                           {"service": id, "count": 2500, "status": "accepted"}
      GET, POST, DELETE /emulator/faults                     {"api": "vpcep", "status": 503, "times": 2}
      DELETE /emulator/faults/{number}
      GET, DELETE /emulator/requests                         the log of requests
      POST   /emulator/tokens/revoke                         {"fixed": true}: the fixed tokens too
      PUT    /emulator/tokens/{token}                        make a token always valid
      PUT    /emulator/users/{name}                          {"password": …, "domain": …}
      GET    /emulator/accessKeys                            which there are, and which are locked
      PUT    /emulator/accessKeys/{access key}               {"secretKey": …, "securityToken": …}
      GET, DELETE /emulator/accessKeys/{access key}
      PUT    /emulator/throttling                            {"limit": 50, "period": "1s", "retryAfter": "2s"}
      GET, DELETE /emulator/throttling
      """;

  private final Map<String, ControlResource> resources;
  private final boolean open;

  /**
   * @param open whether others than loopback may use it
   */
  public ControlApi(
      World world,
      LifeCycle lifeCycle,
      IdentityStore identity,
      Throttle throttle,
      Faults faults,
      RequestLog requests,
      boolean open) {
    this.open = open;
    resources =
        Map.ofEntries(
            entry("", request -> Optional.of(EmulatedResponse.text(200, SUMMARY))),
            entry("world", new WorldResource(world, identity)),
            entry(
                "services",
                new SourcesResource(world, Kind.SERVICE)
                    .or(new EndpointResource(world, lifeCycle))),
            entry("clusters", new SourcesResource(world, Kind.CLUSTER)),
            entry("connections", new BulkResource(world)),
            entry("faults", new FaultsResource(faults)),
            entry("requests", new RequestsResource(requests)),
            entry("tokens", new TokensResource(identity)),
            entry("users", new UsersResource(identity)),
            entry("accessKeys", new AccessKeysResource(identity.accessKeys())),
            entry("throttling", new ThrottlingResource(throttle)));
  }

  private static Map.Entry<String, ControlResource> entry(String name, ControlResource resource) {
    return Map.entry(name, resource);
  }

  /** The response to a request whose path starts with {@code /emulator}. */
  public EmulatedResponse respond(EmulatedRequest request) {
    if (!open && !request.from().isLoopbackAddress()) {
      return error(403, "only loopback may control the emulator; --open-control lets others");
    }
    ControlRequest control = ControlRequest.of(request);
    try {
      ControlResource resource = resources.get(control.resource());
      return resource == null
          ? unknown(request)
          : resource.respond(control).orElseGet(() -> unknown(request));
    } catch (BadDataException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  static EmulatedResponse error(int status, String message) {
    return EmulatedResponse.json(
        status, JsonNodeFactory.instance.objectNode().put("message", message));
  }

  private static EmulatedResponse unknown(EmulatedRequest request) {
    return error(
        404,
        "nothing is at %s %s; GET /emulator tells what there is"
            .formatted(request.method(), request.uri().getPath()));
  }
}
