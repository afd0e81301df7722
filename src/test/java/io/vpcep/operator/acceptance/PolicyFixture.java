package io.vpcep.operator.acceptance;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static io.vpcep.operator.support.Times.at;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.acceptance.AcceptanceDecision.Conclusion;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatusBuilder;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy that lives through lists. What is decided is written, and comes back from the API server
 * as JSON brings it back.
 */
final class PolicyFixture {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  private final Map<String, Connection> connections = new HashMap<>();
  private final Map<Long, ActionReport> reports = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private VpcEndpointAcceptancePolicySpec spec;
  private @Nullable String deletionTimestamp;
  private VpcEndpointAcceptancePolicyStatus status =
      VpcEndpointAcceptancePolicyStatusBuilder.builder().observedGeneration(-1L).build();
  private AcceptanceMemory memory = AcceptanceMemory.NONE;
  private List<String> rivals = List.of();
  private Observation seen = Observation.awaited(at(NOON));
  private Instant now = NOON;
  private Duration clockAhead = Duration.ZERO;
  private Approval approval = Approval.REQUIRED;
  private boolean isEnabled = true;
  private boolean isWhole = true;
  private int unreadable;
  private long generation = 1;
  private @Nullable Conclusion last;

  /**
   * @param rules and whatever else a spec has, in YAML
   */
  PolicyFixture(String rules) {
    this.spec = parse(rules);
  }

  private static VpcEndpointAcceptancePolicySpec parse(String rules) {
    try {
      return YAML.readValue(
          "{accountRef: {name: acceptor}, vpcEndpointService: {id: service-1}, " + rules + "}",
          VpcEndpointAcceptancePolicySpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(rules, e);
    }
  }

  PolicyFixture edit(String rules) {
    spec = parse(rules);
    generation++;
    return this;
  }

  /** The cloud has a connection, which was requested at noon. */
  PolicyFixture has(String endpointId, String domainId, String state) {
    return has(endpointId, domainId, state, NOON);
  }

  PolicyFixture has(
      String endpointId, @Nullable String domainId, String state, @Nullable Instant since) {
    connections.put(
        endpointId,
        aConnection()
            .of(endpointId)
            .marked(7L)
            .in(state)
            .ownedBy(domainId)
            .createdAt(since)
            .updatedAt(since)
            .build());
    return this;
  }

  PolicyFixture lacks(String endpointId) {
    connections.remove(endpointId);
    return this;
  }

  PolicyFixture unreadable(int count) {
    unreadable = count;
    return this;
  }

  PolicyFixture enabled(boolean value) {
    isEnabled = value;
    return this;
  }

  PolicyFixture approval(Approval value) {
    approval = value;
    return this;
  }

  /** Somebody has deleted it, and a finalizer keeps it. */
  PolicyFixture deleted() {
    deletionTimestamp = "2026-03-01T12:00:00Z";
    return this;
  }

  PolicyFixture rivals(String... names) {
    rivals = List.of(names);
    return this;
  }

  PolicyFixture whole(boolean value) {
    isWhole = value;
    return this;
  }

  PolicyFixture later(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  /** Somebody sets the wall clock. */
  PolicyFixture setClock(Duration ahead) {
    clockAhead = clockAhead.plus(ahead);
    return this;
  }

  /** Another process goes on, with what the status says. */
  PolicyFixture restart() {
    memory = AcceptanceMemory.NONE;
    reports.clear();
    seen = Observation.awaited(at(now));
    return this;
  }

  /** The list is read. */
  PolicyFixture sweep() {
    var listing =
        new SourceListing(
            connections,
            unreadable,
            unreadable == 0 ? null : new CloudFailure(CloudFailure.Reason.INVALID_RESPONSE, "odd"));
    var observation = Observation.of(new Presence.Listed(listing, isWhole), at(now));
    seen = listing.failure() == null ? observation : observation.failing(listing.failure());
    return this;
  }

  PolicyFixture failing(CloudFailure.Reason reason) {
    seen = seen.failing(new CloudFailure(reason, "The cloud does not say why."));
    return this;
  }

  /** The executor reports on a decision. */
  PolicyFixture report(long number, ActionReport.Result result) {
    return report(number, new ActionReport(result, "Cloud: 400 and so on."));
  }

  PolicyFixture report(long number, ActionReport report) {
    reports.put(number, report);
    return this;
  }

  VpcEndpointAcceptancePolicy resource() {
    var policy = new VpcEndpointAcceptancePolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("shop-api")
            .withUid("uid-1")
            .withGeneration(generation)
            .withDeletionTimestamp(deletionTimestamp)
            .build());
    policy.setSpec(spec);
    policy.setStatus(status);
    return policy;
  }

  /** What would be decided now. */
  Conclusion consider() {
    return AcceptanceDecision.decide(
        new AcceptanceInput(
            resource(),
            seen,
            approval,
            isEnabled,
            rivals,
            reports,
            memory,
            POLLING,
            new Now(now.plus(clockAhead), at(now))));
  }

  /** Decides, and writes the status. */
  Conclusion live() {
    var conclusion = consider();
    last = conclusion;
    memory = conclusion.memory();
    var next = conclusion.decision().status();
    status = next.equals(status) ? status : stored(next);
    conclusion.decision().eventSequence().stream()
        .map(event -> event.reason().value() + ": " + event.note())
        .forEach(events::add);
    return conclusion;
  }

  /** Reads the list, decides, writes that, and decides again as soon as it is written. */
  Conclusion sweepAndLive() {
    sweep().live();
    later(AcceptanceDecision.SOON);
    return live();
  }

  /** Decides, and the API server does not take the status. */
  Conclusion liveUnwritten() {
    var conclusion = consider();
    memory = conclusion.memory();
    return conclusion;
  }

  private static VpcEndpointAcceptancePolicyStatus stored(
      VpcEndpointAcceptancePolicyStatus status) {
    try {
      return JSON.readValue(
          JSON.writeValueAsString(status), VpcEndpointAcceptancePolicyStatus.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  VpcEndpointAcceptancePolicyStatus status() {
    return status;
  }

  VpcEndpointAcceptancePolicySpec spec() {
    return spec;
  }

  Instant now() {
    return now;
  }

  /** What the cloud has. */
  Map<String, Connection> connections() {
    return connections;
  }

  /** What the list has that was read last. */
  Map<String, Connection> listed() {
    return seen.presence() instanceof Presence.Listed found
        ? found.listing().connections()
        : Map.of();
  }

  /** The reason of Acting. */
  String acting() {
    return acting(status);
  }

  static String acting(VpcEndpointAcceptancePolicyStatus status) {
    return requireNonNull(Condition.find(status.conditions(), Condition.ACTING)).reason();
  }

  String message() {
    return requireNonNull(Condition.find(status.conditions(), Condition.ACTING)).message();
  }

  List<DecisionEntry> entries() {
    return requireNonNullElse(status.decisions(), List.of());
  }

  /** Each decision: endpoint, action, rule, result. */
  List<String> decisions() {
    return entries().stream()
        .map(
            entry ->
                "%s %s %s %s"
                    .formatted(entry.endpointID(), entry.action(), entry.rule(), entry.result()))
        .toList();
  }

  /** Each action that was requested last. */
  List<String> requested() {
    return requireNonNull(last).actions().stream()
        .map(
            planned ->
                planned.number()
                    + " "
                    + planned.action().verb().value()
                    + " "
                    + planned.action().endpointId())
        .toList();
  }

  /** The events so far. */
  List<String> events() {
    return events;
  }

  List<String> reasons() {
    return events.stream().map(event -> event.substring(0, event.indexOf(':'))).toList();
  }
}
