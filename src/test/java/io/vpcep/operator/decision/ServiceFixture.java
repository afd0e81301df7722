package io.vpcep.operator.decision;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static io.vpcep.operator.support.Times.at;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.ConnectionsSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.api.VpcEndpointServiceSpec.Attention;
import io.vpcep.operator.api.VpcEndpointServiceSpec.Selector;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.api.VpcEndpointServiceStatusBuilder;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.support.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A VpcEndpointService that lives through lists. What is decided of it is written, and comes back
 * from the API server as JSON brings it back.
 */
final class ServiceFixture {

  private static final ObjectMapper JSON = new ObjectMapper();

  private @Nullable Selector selector;
  private @Nullable Attention attention;
  private @Nullable Boolean suspend;
  private @Nullable ConnectionsSpec connections;
  private String timeout = "30m";
  private long generation = 1;
  private WatchedConnections watched = WatchedConnections.NONE;
  private @Nullable ReportedConnections reported;
  private VpcEndpointServiceStatus status =
      VpcEndpointServiceStatusBuilder.builder().observedGeneration(-1L).build();

  static Connection listed(String endpointId, String state, Instant updated) {
    return aConnection()
        .of(endpointId)
        .marked(7L)
        .in(state)
        .createdAt(updated)
        .updatedAt(updated)
        .build();
  }

  static Connection failed(String endpointId, Instant updated, String code) {
    return aConnection()
        .of(endpointId)
        .marked(7L)
        .failedWith(new ConnectionError(code, ""))
        .createdAt(updated)
        .updatedAt(updated)
        .build();
  }

  static Observation saw(Instant when, Connection... connections) {
    return saw(when, Stream.of(connections));
  }

  static Observation saw(Instant when, Stream<Connection> connections) {
    var listing =
        new SourceListing(
            connections.collect(toMap(Connection::endpointId, listed -> listed)), 0, null);
    return Observation.of(new Presence.Listed(listing, true), at(when));
  }

  /** A CSS cluster without a connection. */
  static Observation saw(Instant when, CssCluster cluster) {
    return Observation.of(
        new Presence.Listed(new SourceListing(Map.of(), 0, null, cluster, false), true), at(when));
  }

  static CloudFailure failure(CloudFailure.Reason reason) {
    return ConnectionFixture.failure(reason);
  }

  ServiceFixture selecting(Selector value) {
    selector = value;
    generation++;
    return this;
  }

  ServiceFixture attending(@Nullable List<String> states, @Nullable Integer limit) {
    attention = new Attention(states, limit);
    generation++;
    return this;
  }

  ServiceFixture acceptedWithin(String value) {
    timeout = value;
    generation++;
    return this;
  }

  ServiceFixture suspended(boolean value) {
    suspend = value;
    generation++;
    return this;
  }

  /** Makes resources. */
  ServiceFixture making() {
    connections = new ConnectionsSpec("shop-", null, null, null);
    generation++;
    return this;
  }

  ServiceFixture watching(WatchedConnections value) {
    watched = value;
    return this;
  }

  /** Another process goes on, with what the status says. */
  void restart() {
    reported = null;
  }

  VpcEndpointService resource() {
    var service = new VpcEndpointService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("shop-api")
            .withUid("uid-1")
            .withGeneration(generation)
            .build());
    service.setSpec(
        new VpcEndpointServiceSpec(
            new AccountRef("prod"),
            new SourceRef("service-1"),
            null,
            null,
            timeout,
            suspend,
            selector,
            attention,
            null,
            connections));
    service.setStatus(status);
    return service;
  }

  /** Decides, and writes the status. */
  Decision<VpcEndpointServiceStatus> live(Observation seen, Instant now) {
    var conclusion =
        ServiceDecision.decide(resource(), seen, watched, reported, null, POLLING, Times.now(now));
    reported = conclusion.reported();
    status = stored(conclusion.decision().status());
    return conclusion.decision();
  }

  VpcEndpointServiceStatus status() {
    return status;
  }

  /** Status and reason of a condition. */
  String condition(String type) {
    var condition = requireNonNull(Condition.find(status.conditions(), type), type);
    return condition.status() + " " + condition.reason();
  }

  String message(String type) {
    return requireNonNull(Condition.find(status.conditions(), type), type).message();
  }

  private static VpcEndpointServiceStatus stored(VpcEndpointServiceStatus status) {
    try {
      return JSON.readValue(JSON.writeValueAsString(status), VpcEndpointServiceStatus.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
