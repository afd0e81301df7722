package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ServiceFixture.failed;
import static io.vpcep.operator.decision.ServiceFixture.listed;
import static io.vpcep.operator.decision.ServiceFixture.saw;
import static java.util.Objects.requireNonNull;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.support.MessageList;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;

/** What the conditions and events of a service say, where a connection would not say the same. */
public final class ServiceMessages {

  private static final Instant LONG_AGO = NOON.minusSeconds(3600);
  private static final Set<String> OWN = Set.of(Condition.READY, Condition.ATTENTION_REQUIRED);

  private ServiceMessages() {}

  /** Adds them. */
  public static void add(MessageList list) {
    list.section("VpcEndpointService");
    add(list, "its source lists one accepted connection", listed("endpoint-1", "accepted", NOON));
    add(list, "a connection failed", failed("endpoint-1", NOON, "EndPoint.2022"));
    add(
        list,
        "seven connections failed, of which the cloud does not say why",
        IntStream.range(0, 7)
            .mapToObj(i -> listed("endpoint-" + i, "failed", NOON))
            .toArray(Connection[]::new));
    add(list, "a connection is rejected", listed("endpoint-1", "rejected", NOON));
    add(
        list,
        "one connection was rejected, and two are pendingAcceptance for an hour",
        listed("endpoint-1", "rejected", LONG_AGO),
        listed("endpoint-2", "pendingAcceptance", LONG_AGO),
        listed("endpoint-3", "pendingAcceptance", LONG_AGO));
    var making = new ServiceFixture().making();
    making.live(saw(NOON), NOON);
    list.add(
        "its resources are being made: ConnectionsReady Unknown (InProgress)",
        requireNonNull(Condition.find(making.status().conditions(), Condition.CONNECTIONS_READY))
            .message());
    add(list, "one is pendingAcceptance for an hour", listed("e-1", "pendingAcceptance", LONG_AGO));
  }

  private static void add(MessageList list, String situation, Connection... connections) {
    var service = new ServiceFixture();
    var decision = service.live(saw(NOON, connections), NOON);
    var own =
        requireNonNull(service.status().conditions()).stream()
            .filter(condition -> OWN.contains(condition.type()))
            .toList();
    DecisionMessages.add(list, situation, own, decision.eventSequence());
  }
}
