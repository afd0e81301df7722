package io.vpcep.operator.support;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.CssDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection as a source lists it. */
public final class ConnectionBuilder {

  private String endpointId = "endpoint-1";
  private @Nullable Long markerId = 1L;
  private ConnectionState state = ConnectionState.ACCEPTED;
  private @Nullable String domainId = "domain-1";
  private @Nullable String description;
  private @Nullable Instant createdTime;
  private @Nullable Instant updatedTime;
  private List<ConnectionError> errors = List.of();
  private @Nullable CssDetails css;

  private ConnectionBuilder() {}

  public static ConnectionBuilder aConnection() {
    return new ConnectionBuilder();
  }

  public ConnectionBuilder of(String endpoint) {
    endpointId = endpoint;
    return this;
  }

  public ConnectionBuilder marked(@Nullable Long marker) {
    markerId = marker;
    return this;
  }

  public ConnectionBuilder in(ConnectionState newState) {
    state = newState;
    return this;
  }

  public ConnectionBuilder in(String word) {
    return in(new ConnectionState(word));
  }

  public ConnectionBuilder ownedBy(@Nullable String domain) {
    domainId = domain;
    return this;
  }

  public ConnectionBuilder described(@Nullable String text) {
    description = text;
    return this;
  }

  public ConnectionBuilder createdAt(@Nullable Instant time) {
    createdTime = time;
    return this;
  }

  public ConnectionBuilder updatedAt(@Nullable Instant time) {
    updatedTime = time;
    return this;
  }

  public ConnectionBuilder failedWith(ConnectionError... causes) {
    errors = List.of(causes);
    return in(ConnectionState.FAILED);
  }

  public ConnectionBuilder ofCluster(CssDetails details) {
    css = details;
    return marked(null);
  }

  public Connection build() {
    return new Connection(
        endpointId, markerId, state, domainId, description, createdTime, updatedTime, errors, css);
  }
}
