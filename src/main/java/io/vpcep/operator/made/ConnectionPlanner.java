package io.vpcep.operator.made;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.api.ConnectionsSpec;
import io.vpcep.operator.connection.ListedConnection;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.decision.ServiceSummary;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.made.ConnectionChange.Create;
import io.vpcep.operator.made.ConnectionChange.Delete;
import io.vpcep.operator.made.ConnectionChange.Patch;
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
import org.jspecify.annotations.Nullable;

/** Compares the VpcEndpointConnections that there are with those that a service should have. */
public final class ConnectionPlanner {

  private static final int DEFAULT_LIMIT = 200;

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
  private final Map<String, MonotonicTime> deletions = new HashMap<>();

  /**
   * What the source lists.
   *
   * @param isCurrent whether the latest poll of it succeeded: only then can something be gone
   */
  public record Listed(SourceListing listing, boolean isCurrent) {

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
   */
  public record Resources(List<MadeConnection> made, Set<String> names, WatchedConnections named) {}

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

  private ConnectionPlan plan(@Nullable Refusal refusal) {
    change();
    create();
    var condition = problems.condition(changes.isEmpty() ? null : refusal);
    return new ConnectionPlan(
        changes, condition == null && changes.isEmpty() ? MADE : condition, deletions);
  }

  /** Changes and deletes what is there. Whoever is being deleted is left to that. */
  private void change() {
    var managed = new ArrayList<MadeConnection>();
    for (var made : resources.made()) {
      if (made.isUnmanaged()) {
        patch(made, made.difference());
      } else if (!made.isDeleting()) {
        managed.add(made);
      }
    }
    long gone = managed.stream().filter(this::isGone).count();
    boolean blocked = rules.blocks((int) gone, managed.size());
    if (blocked) {
      problems.pruneBlocked((int) gone, managed.size(), rules.maxPercent());
    }
    for (var made : managed) {
      if (!blocked && isGone(made)) {
        gone(made);
      } else {
        boolean isBack = made.goneSince() != null && listed.has(made.endpointId());
        patch(made, isBack ? made.noting(null) : made.difference());
      }
    }
  }

  /** Both the list and the resource's own polls say so. */
  private boolean isGone(MadeConnection made) {
    return rules.deletes() && made.isNotFound() && listed.lacks(made.endpointId());
  }

  private void gone(MadeConnection made) {
    var due = former.getOrDefault(made.uid(), due(made.goneSince()));
    if (!now.monotonic().isBefore(due)) {
      changes.add(new Delete(made.name(), made.uid(), made.resourceVersion()));
      return;
    }
    deletions.put(made.uid(), due);
    patch(made, made.goneSince() == null ? made.noting(now.wall()) : made.difference());
  }

  /** Goes on with the time that an earlier process noted, as far as the wall clock tells. */
  private MonotonicTime due(@Nullable Instant since) {
    boolean hasPassed = since != null && since.isBefore(now.wall());
    var passed = hasPassed ? Duration.between(since, now.wall()) : Duration.ZERO;
    return now.monotonic().plus(rules.after().minus(passed));
  }

  private void patch(MadeConnection made, @Nullable ObjectNode patch) {
    if (patch != null) {
      var versioned = patch.deepCopy();
      versioned
          .withObject("/metadata")
          .put("uid", made.uid())
          .put("resourceVersion", made.resourceVersion());
      changes.add(new Patch(made.name(), versioned));
    }
  }

  /** The oldest connections first, so that which ones have a resource does not depend on luck. */
  private void create() {
    int limit = requireNonNullElse(spec.limit(), DEFAULT_LIMIT);
    long room = limit - resources.made().stream().filter(made -> !made.isUnmanaged()).count();
    var names = new HashSet<>(resources.names());
    resources.made().forEach(made -> names.add(made.name()));
    var taken = new ArrayList<String>();
    int without = 0;
    for (var endpointId : missing()) {
      var name = manifest.name(endpointId);
      if (!names.add(name)) {
        taken.add(name);
      } else if (room > 0) {
        room--;
        changes.add(new Create(name, manifest.create(name, endpointId)));
      } else {
        without++;
      }
    }
    problems.nameTaken(taken);
    if (without > 0) {
      problems.limitReached(limit, without);
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
            comparing(ListedConnection::created, nullsLast(naturalOrder()))
                .thenComparing(ListedConnection::endpointId))
        .map(ListedConnection::endpointId)
        .toList();
  }
}
