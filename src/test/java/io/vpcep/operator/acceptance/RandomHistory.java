package io.vpcep.operator.acceptance;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.AcceptanceDecision.Conclusion;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.AcceptRule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.Rule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Failures;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One history: connections come, change, are accepted or rejected by others, calls fail, their
 * responses are lost, statuses are not written, the operator is killed, and the policy is edited.
 * What the policy requests is checked against what holds, by other means than it goes by.
 */
final class RandomHistory {

  private static final int STEPS = 24;
  private static final int ENDPOINTS = 14;
  private static final List<String> DOMAINS = List.of("da", "db", "dc");
  private static final List<String> STATES =
      List.of("pendingAcceptance", "creating", "accepted", "rejected", "failed", "deleting", "odd");
  private static final Map<Result, Integer> ODDS =
      Map.of(
          Result.DONE, 12,
          Result.FAILED, 4,
          Result.IN_TRANSITION, 1,
          Result.GONE, 1,
          Result.REFUSED, 1,
          Result.BACK_OFF, 1,
          Result.WITHDRAWN, 1,
          Result.FORBIDDEN, 1);

  private final Random random;
  private final long seed;
  private final PolicyFixture policy;
  private final Map<Long, Instant> begun = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> decidedByOthers = new HashSet<>();
  private final Set<String> knownDone = new HashSet<>();
  private final Map<Long, PlannedAction> underWay = new HashMap<>();
  private final Map<Long, Instant> requestedAt = new HashMap<>();
  private final Map<Long, Instant> listAt = new HashMap<>();
  private final Map<String, Instant> changedAt = new HashMap<>();
  private final Set<String> takenWithoutLimit = new HashSet<>();
  private Instant lastList = PolicyFixture.NOON;
  private boolean isEnabled = true;
  private boolean hasRival;
  private boolean isCurrent;
  private boolean isWhole = true;
  private boolean listIsWhole;
  private int decidedOnList;
  private long lastNumber;
  private long requests;
  private long done;

  RandomHistory(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.policy = new PolicyFixture(randomSpec());
  }

  void play() {
    for (int i = 0; i < STEPS; i++) {
      happen();
      policy.later(Duration.ofSeconds(random.nextInt(8) == 0 ? random.nextInt(2400) : 5));
      look();
    }
  }

  long requests() {
    return requests;
  }

  long done() {
    return done;
  }

  private void happen() {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> put("e" + random.nextInt(ENDPOINTS), "pendingAcceptance");
      case 3 -> put("e" + random.nextInt(ENDPOINTS), STATES.get(random.nextInt(STATES.size())));
      case 4 -> remove("e" + random.nextInt(ENDPOINTS));
      case 5 -> edit();
      case 6 -> restart();
      case 7 -> toggle();
      case 8 -> fail();
      default -> sweep();
    }
  }

  /** What was pending once and is not any more does not come back: that is another endpoint. */
  private void put(String endpointId, String state) {
    boolean isPending = state.equals("pendingAcceptance");
    if (!isPending) {
      decidedByOthers.add(endpointId);
    }
    if (!isPending || !(taken.contains(endpointId) || decidedByOthers.contains(endpointId))) {
      var domain = random.nextInt(12) == 0 ? null : domain();
      changedAt.put(endpointId, policy.now());
      policy.has(endpointId, domain, state, random.nextInt(6) == 0 ? null : policy.now());
    }
  }

  private void remove(String endpointId) {
    decidedByOthers.add(endpointId);
    policy.lacks(endpointId);
  }

  private void edit() {
    policy.edit(randomSpec());
  }

  /** The calls that are under way may end or not; nobody hears of it. */
  private void restart() {
    policy.restart();
    underWay.values().stream().filter(action -> random.nextBoolean()).forEach(this::take);
    underWay.clear();
    decidedOnList = 0;
    isCurrent = false;
  }

  private void toggle() {
    isEnabled = random.nextInt(3) > 0;
    hasRival = random.nextInt(5) == 0;
    isWhole = random.nextInt(4) > 0;
    policy.enabled(isEnabled).whole(isWhole);
    policy.rivals(hasRival ? new String[] {"other"} : new String[0]);
  }

  private void fail() {
    policy.failing(Reason.CLOUD_UNAVAILABLE);
    isCurrent = false;
  }

  private void sweep() {
    policy.unreadable(random.nextInt(8) == 0 ? 1 : 0).sweep();
    listIsWhole = isWhole;
    lastList = policy.now();
    isCurrent = true;
    decidedOnList = 0;
  }

  private void look() {
    var considered = policy.consider();
    assertThat(policy.consider()).as("seed %s: same input", seed).isEqualTo(considered);
    if (random.nextInt(8) == 0) {
      check(policy.liveUnwritten());
    } else {
      check(policy.live());
      checkLimits();
      settleAgain();
    }
    end();
  }

  /** What was just written needs no other write, and records nothing again. */
  private void settleAgain() {
    var again = policy.consider();
    assertThat(again.decision().eventSequence()).as("seed %s: events", seed).isEmpty();
    assertThat(again.decision().status()).as("seed %s: status", seed).isEqualTo(policy.status());
  }

  private void check(Conclusion conclusion) {
    var failures = conclusion.decision().status().failures();
    assertThat(conclusion.actions().isEmpty() || !isPaused(failures)).as("%s", seed).isTrue();
    for (var action : conclusion.actions()) {
      requests++;
      check(action);
      underWay.put(action.number(), action);
      requestedAt.put(action.number(), policy.now());
      listAt.put(action.number(), lastList);
    }
  }

  private void check(PlannedAction action) {
    var id = action.action().endpointId();
    var as = "seed %s: %s".formatted(seed, action);
    assertThat(isEnabled && !hasRival && isCurrent && policy.spec().enforces()).as(as).isTrue();
    assertThat(knownDone).as(as).doesNotContain(id);
    assertThat(isPending(action)).as(as).isTrue();
    assertThat(shown(action)).as(as + " is in the status").isTrue();
    boolean rejects = action.action().verb() == Verb.REJECT;
    var domain = requireNonNullElse(action.domainId(), "");
    assertThat(matches(policy.spec().reject(), id, domain)).as(as).isEqualTo(rejects);
    if (!rejects) {
      assertThat(allowing(id, domain)).as(as).isNotEmpty();
    }
  }

  private boolean shown(PlannedAction action) {
    return policy.entries().stream()
        .anyMatch(
            entry ->
                entry.number() == action.number()
                    && entry.endpointID().equals(action.action().endpointId()));
  }

  private boolean isPending(PlannedAction action) {
    var listed = policy.listed().get(action.action().endpointId());
    return listed != null && listed.state().equals(ConnectionState.PENDING_ACCEPTANCE);
  }

  private boolean isPaused(@Nullable Failures failures) {
    return failures != null
        && (failures.count() >= ConsecutiveFailures.MOST || failures.reason().equals("Forbidden"))
        && policy.now().isBefore(Instant.parse(failures.time()).plus(ConsecutiveFailures.PAUSE));
  }

  private static boolean matches(@Nullable List<? extends Rule> rules, String id, String domain) {
    return stream(rules).anyMatch(rule -> matches(rule, id, domain));
  }

  private static boolean matches(Rule rule, String id, String domain) {
    return stream(rule.domainIDs()).anyMatch(domain::equals)
        || stream(rule.endpoints())
            .anyMatch(ref -> ref.id().equals(id) && ref.domainID().equals(domain));
  }

  /** The rules that allow one more connection of the domain. */
  private List<AcceptRule> allowing(String id, String domain) {
    long used =
        listed().filter(c -> domain.equals(c.domainId())).filter(RandomHistory::isUsed).count();
    return stream(policy.spec().accept())
        .filter(rule -> matches(rule, id, domain))
        .filter(
            rule ->
                rule.maxConnectionsPerDomain() == null
                    || (listIsWhole && used < rule.maxConnectionsPerDomain()))
        .toList();
  }

  private Stream<Connection> listed() {
    return policy.listed().values().stream();
  }

  private static boolean isUsed(Connection connection) {
    return !Set.of("pendingAcceptance", "rejected", "failed").contains(connection.state().value());
  }

  private static <T> Stream<T> stream(@Nullable List<T> list) {
    return requireNonNullElse(list, List.<T>of()).stream();
  }

  /** What is decided anew is within the limits that hold when it is. */
  private void checkLimits() {
    var limits = requireNonNull(policy.spec().limits());
    var hourAgo = policy.now().minus(Duration.ofHours(1));
    begun.values().removeIf(time -> !time.isAfter(hourAgo));
    var fresh = policy.entries().stream().filter(entry -> entry.number() > lastNumber).toList();
    for (var entry : fresh) {
      lastNumber = Math.max(lastNumber, entry.number());
      decidedOnList++;
      assertThat(decidedOnList)
          .as("seed %s: on a list", seed)
          .isLessThanOrEqualTo(requireNonNull(limits.perSweep()));
      if (policy.spec().enforces()) {
        begun.put(entry.number(), policy.now());
        assertThat(begun)
            .as("seed %s: within an hour", seed)
            .hasSizeLessThanOrEqualTo(requireNonNull(limits.perHour()));
      }
    }
    policy.entries().stream()
        .filter(entry -> entry.result().name().equals("Done"))
        .forEach(entry -> knownDone.add(entry.endpointID()));
  }

  /** Some calls end, and their reports arrive, or get lost. */
  private void end() {
    for (var action : List.copyOf(underWay.values())) {
      if (random.nextBoolean()) {
        underWay.remove(action.number());
        var result = isStillAsDecided(action) ? randomResult() : Result.WITHDRAWN;
        if (result == Result.DONE || (result == Result.FAILED && random.nextBoolean())) {
          take(action);
        }
        policy.report(action.number(), result);
        if (result == Result.WITHDRAWN) {
          begun.remove(action.number());
        }
        done += result == Result.DONE ? 1 : 0;
      }
    }
  }

  /** What the executor reads just before it acts. */
  private boolean isStillAsDecided(PlannedAction action) {
    var connection = policy.connections().get(action.action().endpointId());
    return connection != null
        && connection.state().equals(ConnectionState.PENDING_ACCEPTANCE)
        && Objects.equals(connection.domainId(), action.domainId());
  }

  /** The cloud takes an action. */
  private void take(PlannedAction action) {
    if (isStillAsDecided(action)) {
      var id = action.action().endpointId();
      assertThat(taken.add(id)).as("seed %s: taken twice: %s", seed, id).isTrue();
      checkDomain(action);
      boolean lags = random.nextBoolean();
      var state =
          action.action().verb() == Verb.REJECT ? "rejected" : lags ? "creating" : "accepted";
      policy.has(id, action.domainId(), state, policy.now());
    }
  }

  /**
   * The domain has no more connections in the cloud than the policy allows. What others did since
   * the list nobody can know of; nor is it checked here what a request does that is sent although
   * the policy was edited, or that takes longer than a minute.
   */
  private void checkDomain(PlannedAction action) {
    var id = action.action().endpointId();
    var list = requireNonNull(listAt.get(action.number()));
    if (action.policy().generation() != policy.resource().getMetadata().getGeneration()
        || requireNonNull(requestedAt.get(action.number()))
            .plusSeconds(60)
            .isBefore(policy.now())) {
      changedAt.put(id, policy.now());
      return;
    }
    var limits =
        stream(policy.spec().accept())
            .filter(rule -> matches(rule, id, requireNonNullElse(action.domainId(), "")))
            .toList();
    if (limitOf(limits, action.rule()) == null) {
      takenWithoutLimit.add(id);
    } else if (action.action().verb() == Verb.ACCEPT) {
      long used =
          policy.connections().values().stream()
              .filter(c -> Objects.equals(c.domainId(), action.domainId()) && isUsed(c))
              .filter(c -> !takenWithoutLimit.contains(c.endpointId()))
              .filter(c -> !changedAt.getOrDefault(c.endpointId(), list).isAfter(list))
              .count();
      var most = limits.stream().map(rule -> limitOf(limits, rule.name())).filter(Objects::nonNull);
      assertThat(used)
          .as("seed %s: in the domain of %s", seed, action)
          .isLessThan(most.mapToInt(Integer::intValue).max().orElseThrow());
    }
  }

  private static @Nullable Integer limitOf(List<AcceptRule> rules, String name) {
    return rules.stream()
        .filter(rule -> rule.name().equals(name))
        .map(AcceptRule::maxConnectionsPerDomain)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Result randomResult() {
    int roll = random.nextInt(ODDS.values().stream().mapToInt(Integer::intValue).sum());
    for (var result : Result.values()) {
      roll -= ODDS.getOrDefault(result, 0);
      if (roll < 0) {
        return result;
      }
    }
    throw new AssertionError("the odds add up");
  }

  private String randomSpec() {
    var spec = new StringBuilder("mode: " + (random.nextInt(4) == 0 ? "DryRun" : "Enforce"));
    spec.append(", accept: [");
    for (int i = 0; i < random.nextInt(4); i++) {
      spec.append("{name: a%d, domainIDs: [%s]".formatted(i, domain()));
      spec.append(random.nextBoolean() ? ", maxConnectionsPerDomain: " + random.nextInt(1, 4) : "");
      spec.append("}, ");
    }
    spec.append(
        "{name: t, endpoints: [{id: e%d, domainID: %s}]}"
            .formatted(random.nextInt(ENDPOINTS), domain()));
    spec.append("]");
    if (random.nextInt(3) == 0) {
      spec.append(", reject: [{name: r, domainIDs: [%s]}]".formatted(domain()));
    }
    spec.append(
        ", limits: {perSweep: %d, perHour: %d}"
            .formatted(random.nextInt(1, 4), random.nextInt(1, 7)));
    return spec + (random.nextInt(3) == 0 ? ", minPendingAge: 20s" : "");
  }

  private String domain() {
    return DOMAINS.get(random.nextInt(DOMAINS.size()));
  }
}
