package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.missed;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.support.MessageList;
import io.vpcep.operator.support.ResourceBuilder;
import io.vpcep.operator.support.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the conditions and events of a resource say. */
public final class DecisionMessages {

  private static final Instant LATER = NOON.plusSeconds(3600);
  private static final List<ConnectionState> STATES =
      List.of(
          ConnectionState.ACCEPTED,
          ConnectionState.PENDING_ACCEPTANCE,
          ConnectionState.CREATING,
          ConnectionState.DELETING,
          ConnectionState.REJECTED,
          ConnectionState.FAILED,
          new ConnectionState("freezing"));

  private DecisionMessages() {}

  /** Adds those of connections. */
  public static void addConnections(MessageList list) {
    list.section("VpcEndpointConnection");
    for (var state : STATES) {
      addDecision(list, "the cloud lists it as " + state, aResource(), saw(in(state), NOON), NOON);
    }
    addDecision(
        list,
        "it is pendingAcceptance for an hour, pendingAcceptanceTimeout is 30m",
        aResource(),
        saw(aConnection().in("pendingAcceptance").updatedAt(NOON), LATER),
        LATER);
    addDecision(
        list, "it failed, and the cloud names errors", aResource(), saw(failed(), NOON), NOON);
    addDecision(list, "two complete lists lack it", aResource(), missed(NOON), NOON);
    addDecision(
        list,
        "two complete lists of a cluster lack it",
        aResource().watchingCluster("cluster-1"),
        missed(NOON),
        NOON);
    addDecision(
        list, "two complete lists lack its marker", aResource().forMarker(7), missed(NOON), NOON);
    addDecision(
        list,
        "nothing was read yet",
        aResource(),
        Observation.awaited(at(NOON)),
        NOON.plus(Freshness.GRACE));
    addDecision(
        list,
        "nothing was read for staleAfter",
        aResource(),
        saw(in(ConnectionState.ACCEPTED), NOON)
            .failing(new CloudFailure(CloudFailure.Reason.CLOUD_UNAVAILABLE, "<why>")),
        LATER);
    addDecision(
        list,
        "its source does not exist",
        aResource(),
        Observation.awaited(at(NOON))
            .failing(new CloudFailure(CloudFailure.Reason.SOURCE_NOT_FOUND, "<message of Synced>")),
        NOON);
    addDecision(
        list,
        "spec.suspend is set",
        aResource().suspended(true),
        saw(in(ConnectionState.ACCEPTED), NOON),
        NOON);
    addDecision(
        list,
        "spec.pollInterval is below the operator's minimum",
        aResource().polledEvery("1s"),
        saw(in(ConnectionState.ACCEPTED), NOON),
        NOON);
    list.add("the operator itself failed with it: Synced InternalError", internalError());
  }

  /** Adds the form of those of accounts; what they say is made by the account. */
  public static void addAccounts(MessageList list) {
    list.section("CloudAccount: form of its events");
    for (var reason : AccountState.Reason.values()) {
      var account = new CloudAccount();
      account.setMetadata(new ObjectMetaBuilder().withName("prod").withGeneration(1L).build());
      var decision =
          AccountDecision.decide(
              account,
              new AccountState(reason, "<message of Ready>", null),
              Duration.ofMinutes(10),
              Times.now(NOON));
      decision
          .eventSequence()
          .forEach(
              event ->
                  list.add(
                      "it became " + reason.value() + ": Event " + event.reason().value(),
                      event.note()));
    }
  }

  private static void addDecision(
      MessageList list, String situation, ResourceBuilder resource, Observation seen, Instant now) {
    var decision = ConnectionDecision.decide(resource.build(), seen, POLLING, Times.now(now));
    add(list, situation, conditions(decision), decision.eventSequence());
  }

  /** Adds what conditions and events say in a situation. */
  static void add(
      MessageList list, String situation, List<Condition> conditions, List<EventRecord> events) {
    for (var condition : conditions) {
      list.add(
          "%s: %s %s (%s)"
              .formatted(situation, condition.type(), condition.status(), condition.reason()),
          condition.message());
    }
    for (var event : events) {
      list.add(
          "%s: Event %s %s".formatted(situation, event.reason().type(), event.reason().value()),
          event.note());
    }
  }

  /** Those that say something that the others do not. */
  private static List<Condition> conditions(Decision<VpcEndpointConnectionStatus> decision) {
    return requireNonNull(decision.status().conditions()).stream()
        .filter(condition -> !condition.type().equals(Condition.STALLED))
        .filter(
            condition ->
                !condition.message().equals("Polled every 1m.")
                    && !condition.message().equals("<why>"))
        .toList();
  }

  private static Connection in(ConnectionState state) {
    return aConnection().in(state.value()).build();
  }

  private static Connection failed() {
    var plain = in(ConnectionState.FAILED);
    return new Connection(
        plain.endpointId(),
        plain.markerId(),
        plain.state(),
        plain.domainId(),
        plain.description(),
        plain.createdTime(),
        plain.updatedTime(),
        List.of(new ConnectionError("EndPoint.2022", "Failed to create the endpoint.")),
        null);
  }

  private static String internalError() {
    var status =
        InternalErrorStatus.of(aResource().build().getStatus(), Condition.SYNCED, "False", 1, NOON);
    return requireNonNull(status.conditions()).get(0).message();
  }
}
