package io.vpcep.emulator.control;

import io.vpcep.emulator.data.ConnectionReader;
import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.world.Action;
import io.vpcep.emulator.world.ActionRefusedException;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.SourceRef.Kind;
import io.vpcep.emulator.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code /emulator/services/{id}/connections/{endpoint id}/connect} and {@code /delete}: what the
 * owner of an endpoint does, with all that follows in time.
 */
final class EndpointResource implements ControlResource {

  private final World world;
  private final LifeCycle lifeCycle;

  EndpointResource(World world, LifeCycle lifeCycle) {
    this.world = world;
    this.lifeCycle = lifeCycle;
  }

  /** What an owner does with the endpoint of a service. */
  @FunctionalInterface
  private interface EndpointChange {
    EmulatedResponse on(EndpointService service, String endpoint) throws ActionRefusedException;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (!request.is("POST", 5) || !request.segment(2).equals("connections")) {
      return Optional.empty();
    }
    return switch (request.segment(4)) {
      case "connect" -> Optional.of(done(request, connecting(request)));
      case "delete" -> Optional.of(done(request, deleting(request)));
      default -> Optional.empty();
    };
  }

  private EndpointChange connecting(ControlRequest request) {
    Fields fields = Fields.of(request.body(), "", "marker_id", "domain_id", "description");
    UnaryOperator<EndpointConnection> details = ConnectionReader.read(Kind.SERVICE, fields);
    return (service, endpoint) ->
        EmulatedResponse.json(
            201, ConnectionJson.of(Kind.SERVICE, lifeCycle.connect(service, endpoint, details)));
  }

  private EndpointChange deleting(ControlRequest request) {
    Fields.of(request.body(), "");
    return (service, endpoint) ->
        EmulatedResponse.json(
            200,
            ConnectionJson.of(
                Kind.SERVICE,
                lifeCycle.act(service.connections(), List.of(endpoint), Action.DELETE).get(0)));
  }

  private EmulatedResponse done(ControlRequest request, EndpointChange change) {
    SourceRef source = SourceRef.service(Fields.checkedId("id", request.segment(1)));
    String endpoint = Fields.checkedId("endpoint id", request.segment(3));
    Optional<EndpointService> service = world.service(source.id());
    if (service.isEmpty()) {
      return SourcesResource.notThere(source);
    }
    try {
      return change.on(service.get(), endpoint);
    } catch (ActionRefusedException e) {
      return refused(source, endpoint, e);
    }
  }

  private static EmulatedResponse refused(
      SourceRef source, String id, ActionRefusedException refused) {
    return switch (refused.refusal()) {
      case NOT_THERE -> SourcesResource.connectionNotThere(source, id);
      case ALREADY_THERE ->
          ControlApi.error(409, "%s has a connection %s already".formatted(source, id));
      case NOT_WHITELISTED ->
          ControlApi.error(
              403, "the whitelist of %s does not have the account of %s".formatted(source, id));
      default ->
          ControlApi.error(409, "connection %s of %s is being deleted".formatted(id, source));
    };
  }
}
