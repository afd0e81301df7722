package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.decision.StatusTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a policy. An open one is about a connection that is still listed as pending, and
 * keeps it from being decided again. It is written before the action is requested, so that the
 * process that goes on after a crash knows of it.
 */
final class DecisionLog {

  /** So many decisions are kept when they are not open any more. */
  static final int SHOWN = 20;

  /** With so many open decisions, nothing more is decided: nothing comes of those. */
  static final int MOST_OPEN = 100;

  private final TreeMap<Long, DecisionEntry> entries = new TreeMap<>();

  /** The numbers of the open ones, by endpoint: a late report may open one beside another. */
  private final Map<String, Set<Long>> open = new HashMap<>();

  DecisionLog(@Nullable List<DecisionEntry> stored) {
    if (stored != null) {
      stored.forEach(this::put);
    }
  }

  /** Records the outcome of a decision. */
  void put(DecisionEntry entry) {
    entries.put(entry.number(), entry);
    var numbers = open.computeIfAbsent(entry.endpointID(), endpoint -> new TreeSet<>());
    if (entry.standsOpen()) {
      numbers.add(entry.number());
    } else {
      numbers.remove(entry.number());
    }
  }

  boolean isOpen(String endpointId) {
    return !open.getOrDefault(endpointId, Set.of()).isEmpty();
  }

  /** The open decision about the endpoint that was carried out; null if there is none. */
  @Nullable DecisionEntry done(String endpointId) {
    return open(Result.Done).stream()
        .filter(entry -> entry.endpointID().equals(endpointId))
        .findFirst()
        .orElse(null);
  }

  int openCount() {
    return open().size();
  }

  /** The number that the next decision has. */
  long nextNumber() {
    return entries.isEmpty() ? 1 : entries.lastKey() + 1;
  }

  /** Adds a decision, which is open. */
  DecisionEntry add(Connection connection, Ruling.Decided ruling, Result result, Instant now) {
    var entry =
        new DecisionEntry(
            nextNumber(),
            StatusTime.format(now),
            connection.endpointId(),
            connection.markerId(),
            connection.domainId(),
            ruling.rule(),
            ruling.action(),
            result,
            ruling.reason(),
            true);
    put(entry);
    return entry;
  }

  /** By endpoint, the number of the last decision that was more than said. */
  Map<String, Long> lastAttempts() {
    var attempts = new HashMap<String, Long>();
    for (var entry : entries.values()) {
      if (entry.result() != Result.DryRun) {
        attempts.put(entry.endpointID(), entry.number());
      }
    }
    return attempts;
  }

  /** All of them, oldest first. */
  List<DecisionEntry> all() {
    return List.copyOf(entries.values());
  }

  /** The open ones, oldest first. */
  List<DecisionEntry> open() {
    return entries.values().stream().filter(DecisionEntry::standsOpen).toList();
  }

  /** The open ones of which this became, oldest first. */
  List<DecisionEntry> open(Result result) {
    return open().stream().filter(entry -> entry.result() == result).toList();
  }

  /** What the status shows; null for none. */
  @Nullable List<DecisionEntry> toList() {
    var kept = new ArrayList<DecisionEntry>();
    int left = entries.size();
    for (var entry : entries.values()) {
      if (left <= SHOWN || entry.standsOpen()) {
        kept.add(entry);
      }
      left--;
    }
    return kept.isEmpty() ? null : kept;
  }

  /** When the last decision was made; null if there is none. */
  @Nullable String lastTime() {
    return entries.isEmpty() ? null : entries.lastEntry().getValue().time();
  }

  /** Counts what was accepted, and is still listed as pending, as the domain's. */
  void count(DomainUsage usage) {
    for (var entry : open(Result.Done)) {
      if (entry.action() == Action.Accept) {
        usage.add(entry.domainID(), entry.endpointID());
      }
    }
  }
}
