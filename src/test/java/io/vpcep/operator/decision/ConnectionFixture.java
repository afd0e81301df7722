package io.vpcep.operator.decision;

import static io.vpcep.operator.support.Defaults.POLLING;
import static io.vpcep.operator.support.Times.at;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.support.ConnectionBuilder;
import io.vpcep.operator.support.ResourceBuilder;
import io.vpcep.operator.support.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A resource that lives through observations. What is decided of it is written, and comes back from
 * the API server as JSON brings it back.
 */
final class ConnectionFixture {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResourceBuilder resource;
  private long generation = 1;
  private VpcEndpointConnectionStatus status;

  private ConnectionFixture(ResourceBuilder resource) {
    this.resource = resource;
    this.status = resource.build().getStatus();
  }

  static ConnectionFixture of(ResourceBuilder resource) {
    return new ConnectionFixture(resource);
  }

  static Observation saw(ConnectionBuilder connection, Instant when) {
    return saw(connection.build(), when);
  }

  static Observation saw(Connection connection, Instant when) {
    return Observation.of(new Presence.Present(connection), at(when));
  }

  static Observation missed(Instant when) {
    return Observation.of(new Presence.Absent(), at(when));
  }

  static CloudFailure failure(CloudFailure.Reason reason) {
    return new CloudFailure(reason, "it is " + reason.value());
  }

  /** Whether its first look after a start cannot wait for its turn. */
  boolean isUrgent(Instant now) {
    return ConnectionDecision.isUrgent(
        resource.ofGeneration(generation).withStatus(status).build(), POLLING, Times.now(now));
  }

  /** What would be decided; nothing is written. */
  Decision<VpcEndpointConnectionStatus> consider(Observation seen, Instant now) {
    return ConnectionDecision.decide(
        resource.ofGeneration(generation).withStatus(status).build(),
        seen,
        POLLING,
        Times.now(now));
  }

  /** Decides, and writes the status. */
  Decision<VpcEndpointConnectionStatus> live(Observation seen, Instant now) {
    var decision = consider(seen, now);
    status = stored(decision.status());
    return decision;
  }

  /** Somebody changes the status, which is given as JSON. */
  void tamper(UnaryOperator<String> edit) {
    try {
      status =
          JSON.readValue(
              edit.apply(JSON.writeValueAsString(status)), VpcEndpointConnectionStatus.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The user changes the spec. */
  ConnectionFixture change(Consumer<ResourceBuilder> edit) {
    edit.accept(resource);
    generation++;
    return this;
  }

  VpcEndpointConnectionSpec spec() {
    return resource.build().getSpec();
  }

  VpcEndpointConnectionStatus status() {
    return status;
  }

  /** How old an observation may become before it is stale. */
  Duration patience() {
    var built = resource.build();
    return POLLING.staleAfter(built.getSpec(), built.getMetadata().getUid(), 1);
  }

  static VpcEndpointConnectionStatus stored(VpcEndpointConnectionStatus status) {
    try {
      return JSON.readValue(JSON.writeValueAsString(status), VpcEndpointConnectionStatus.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
