package io.vpcep.operator.provisioning;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.api.ConnectionsSpec;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.decision.ServiceSummary;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.provisioning.ConnectionChange.Create;
import io.vpcep.operator.provisioning.ConnectionChange.Delete;
import io.vpcep.operator.provisioning.ConnectionChange.Patch;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the VpcEndpointConnections that there are with those that a service should have. */
public final class ConnectionPlanner {

  private static final int DEFAULT_LIMIT = 200;

  /** Connections that became gone within this time are counted together for maxPercent. */
  private static final Duration GONE_TOGETHER = Duration.ofHours(1);

  private static final ConnectionsReady MADE =
      new ConnectionsReady(
          "True", "Made", "There is a VpcEndpointConnection for each selected connection.");

  private final ConnectionManifest manifest;
  private final ConnectionsSpec spec;
  private final OnGoneRules rules;
  private final Listed listed;
  private final Resources resources;
  private final Map<String, MonotonicTime> former;
  private final Now now;
  private final List<ConnectionChange> changes = new ArrayList<>();
  private final PlanProblems problems = new PlanProblems();
  private final List<String> taken = new ArrayList<>();
  private final Map<String, MonotonicTime> deletions = new HashMap<>();

  /**
   * What the source lists.
   *
   * @param since when it was last read
   * @param isCurrent whether the latest poll of it succeeded: only then can something be gone
   */
  public record Listed(SourceListing listing, MonotonicTime since, boolean isCurrent) {

    private boolean has(String endpointId) {
      return listing.connections().containsKey(endpointId);
    }

    private boolean lacks(String endpointId) {
      return isComplete() && !has(endpointId);
    }

    /** Whether what is not in it is gone. What cannot be understood may be what is missed. */
    public boolean isComplete() {
      return isCurrent && listing.unreadable() == 0;
    }
  }

  /**
   * The VpcEndpointConnections of the service's namespace.
   *
   * @param made those that the service has made
   * @param names the names of all others
   * @param named the connections of the source that the others name
   * @param omittedChanges how many of those that were made differ from what they should be, beyond
   *     those that say how
   */
  public record Resources(
      List<ProvisionedConnection> made,
      Set<String> names,
      WatchedConnections named,
      int omittedChanges) {}

  private ConnectionPlanner(
      ConnectionManifest manifest,
      Listed listed,
      Resources resources,
      Map<String, MonotonicTime> former,
      Now now) {
    this.manifest = manifest;
    this.spec = requireNonNull(manifest.service().getSpec().connections());
    this.rules = OnGoneRules.of(spec);
    this.listed = listed;
    this.resources = resources;
    this.former = former;
    this.now = now;
  }

  /**
   * Plans.
   *
   * @param former when resources were due for deletion, as the last plan of this process had it
   * @param refusal why the API server did not let the last changes in; null if it did
   */
  public static ConnectionPlan plan(
      ConnectionManifest manifest,
      Listed listed,
      Resources resources,
      Map<String, MonotonicTime> former,
      @Nullable Refusal refusal,
      Now now) {
    return new ConnectionPlanner(manifest, listed, resources, former, now).plan(refusal);
  }

  /** Takes what users have taken over from the service, and does nothing else. */
  public static List<ConnectionChange> releases(List<ProvisionedConnection> made) {
    return made.stream()
        .filter(ProvisionedConnection::isUnmanaged)
        .flatMap(resource -> patch(resource, resource.difference()))
        .toList();
  }

  private ConnectionPlan plan(@Nullable Refusal refusal) {
    changes.addAll(releases(resources.made()));
    var managed = resources.made().stream().filter(made -> !made.isUnmanaged()).toList();
    change(managed.stream().filter(made -> !made.isDeleting()).toList());
    create(managed);
    boolean isDone =
        changes.isEmpty()
            && resources.omittedChanges() == 0
            && (refusal == null || !refusal.persists());
    var condition = problems.condition(isDone ? null : refusal);
    return new ConnectionPlan(
        changes,
        condition == null && isDone ? MADE : condition,
        resources.omittedChanges() == 0,
        isDone,
        Set.copyOf(taken),
        deletions);
  }

  private void change(List<ProvisionedConnection> managed) {
    var gone = managed.stream().filter(this::isGone).collect(toSet());
    int atOnce = (int) gone.stream().filter(this::isRecent).count();
    boolean blocked = rules.blocks(atOnce, managed.size());
    if (blocked) {
      problems.pruneBlocked(atOnce, managed.size(), rules.maxPercent());
    }
    for (var made : managed) {
      if (gone.contains(made) && !blocked) {
        gone(made);
      } else {
        keepDue(made);
        boolean isBack = made.goneSince() != null && listed.has(made.endpointId());
        patch(made, isBack ? made.noting(null) : made.difference()).forEach(changes::add);
      }
    }
  }

  /** A poll that fails, or deletion that is blocked, does not hand the time to the wall clock. */
  private void keepDue(ProvisionedConnection made) {
    var due = former.get(made.uid());
    if (due != null && !listed.has(made.endpointId())) {
      deletions.put(made.uid(), due);
    }
  }

  /** Both the list and the resource's own polls say so. */
  private boolean isGone(ProvisionedConnection made) {
    return rules.deletes() && made.isNotFound() && listed.lacks(made.endpointId());
  }

  private boolean isRecent(ProvisionedConnection made) {
    var since = made.goneSince();
    return since == null || since.isAfter(now.wall().minus(GONE_TOGETHER));
  }

  /** It is deleted once it is gone for long enough, and a list that was read since says so. */
  private void gone(ProvisionedConnection made) {
    var due = former.getOrDefault(made.uid(), due(made.goneSince()));
    deletions.put(made.uid(), due);
    if (!listed.since().isBefore(due)) {
      changes.add(new Delete(made.name(), made.uid(), made.resourceVersion()));
    } else {
      patch(made, made.goneSince() == null ? made.noting(now.wall()) : made.difference())
          .forEach(changes::add);
    }
  }

  /** Goes on with the time that an earlier process noted, as far as the wall clock tells. */
  private MonotonicTime due(@Nullable Instant since) {
    boolean hasPassed = since != null && since.isBefore(now.wall());
    var passed = hasPassed ? Duration.between(since, now.wall()) : Duration.ZERO;
    return now.monotonic().plus(rules.after().minus(passed));
  }

  private static Stream<ConnectionChange> patch(
      ProvisionedConnection made, @Nullable ObjectNode patch) {
    if (patch == null) {
      return Stream.empty();
    }
    var versioned = patch.deepCopy();
    versioned
        .withObject("/metadata")
        .put("uid", made.uid())
        .put("resourceVersion", made.resourceVersion());
    return Stream.of(new Patch(made.name(), versioned));
  }

  /** The oldest connections first, so that which ones have a resource does not depend on luck. */
  private void create(List<ProvisionedConnection> managed) {
    int limit = requireNonNullElse(spec.limit(), DEFAULT_LIMIT);
    int room = limit - managed.size();
    var names = new HashSet<>(resources.names());
    resources.made().forEach(made -> names.add(made.name()));
    int without = 0;
    for (var endpointId : missing()) {
      var name = manifest.name(endpointId);
      if (!names.add(name)) {
        taken.add(name);
      } else if (room > 0) {
        room--;
        changes.add(new Create(name, endpointId, manifest));
      } else {
        without++;
      }
    }
    problems.nameTaken(taken);
    if (without > 0) {
      long unlisted = managed.stream().filter(made -> !listed.has(made.endpointId())).count();
      problems.limitReached(limit, without, unlisted);
    }
  }

  /** The selected connections that no resource names. */
  private List<String> missing() {
    var made = new HashSet<String>();
    resources.made().forEach(resource -> made.add(resource.endpointId()));
    return listed.listing.connections().values().stream()
        .filter(connection -> !made.contains(connection.endpointId()))
        .filter(connection -> !resources.named().contains(connection))
        .filter(connection -> ServiceSummary.isSelected(connection, manifest.service().getSpec()))
        .sorted(
            comparing(Connection::createdTime, nullsLast(naturalOrder()))
                .thenComparing(Connection::endpointId))
        .map(Connection::endpointId)
        .toList();
  }
}
