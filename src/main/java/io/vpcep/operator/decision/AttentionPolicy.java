package io.vpcep.operator.decision;

import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.connection.ConnectionState;
import java.util.List;
import java.util.Objects;

/**
 * What of a service needs attention.
 *
 * @param states in which a connection needs it
 * @param limit how many connections the status lists at most
 */
public record AttentionPolicy(List<ConnectionState> states, int limit) {

  private static final int DEFAULT_LIMIT = 20;
  private static final AttentionPolicy DEFAULT =
      new AttentionPolicy(
          List.of(
              ConnectionState.PENDING_ACCEPTANCE, ConnectionState.REJECTED, ConnectionState.FAILED),
          DEFAULT_LIMIT);

  /** What the spec says, or else the default. */
  public static AttentionPolicy of(VpcEndpointServiceSpec spec) {
    var attention = spec.attention();
    if (attention == null) {
      return DEFAULT;
    }
    var words = attention.states();
    return new AttentionPolicy(
        words == null ? DEFAULT.states : words.stream().map(ConnectionState::new).toList(),
        Objects.requireNonNullElse(attention.limit(), DEFAULT_LIMIT));
  }

  /** Whether a connection in this state needs attention. */
  public boolean includes(ConnectionState state) {
    return states.contains(state);
  }
}
