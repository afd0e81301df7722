package io.vpcep.operator.poll;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.source.Capability;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source once for everybody who watches it, in the cheapest way. Whatever leaves a doubt is
 * settled by the whole list. A connection is called absent when a whole list lacks it and a second
 * look confirms that: a connection that is removed and another that is added between two pages can
 * hide a third from a list that looks whole.
 */
final class Sweep {

  /**
   * How often a list that changes under our hands is walked anew before those it did not show have
   * to wait.
   */
  private static final int MAX_WALKS = 3;

  private final SourceReader source;
  private final Map<ConnectionSelector, Presence> known;
  private final SweepPlanner planner;
  private final CloudClockBound clock;
  private final SweepResult result;

  private Sweep(SourceReader source, CloudClockBound clock) {
    this.source = source;
    this.known = source.task().known();
    this.planner = source.task().planner();
    this.clock = clock;
    this.result = source.task().result();
  }

  /** Reads the source, and adds what it shows to the result of the reader's task. */
  static void run(SourceReader source, CloudClockBound clock) {
    var sweep = new Sweep(source, clock);
    sweep.run(sweep.planner.plan(source.task(), sweep.canFilter(), clock.now().time()));
    if (sweep.isOpen()) {
      sweep.result.failed(
          new CloudFailure(
              Reason.CLOUD_UNAVAILABLE,
              "The list of " + source.source().source() + " kept changing while it was read."));
    }
  }

  private void run(SweepKind kind) {
    result.readAs(kind);
    if (kind == SweepKind.LOOK_UP) {
      planner.drop();
      result.count(Map.of());
      lookUp(unsettled(), Set.of());
    } else if (kind == SweepKind.INCREMENTAL) {
      readChanges();
    }
    if (result.failure() == null && isOpen()) {
      result.readAs(SweepKind.FULL);
      readAll();
    }
  }

  /** Leaves everything open if the changes and what was known do not make the whole list. */
  private void readChanges() {
    var snapshot = requireNonNull(planner.snapshot());
    var start = clock.now();
    var changes = changes(snapshot);
    if (changes == null) {
      return;
    }
    if (!changes.isSorted()) {
      planner.sorting().distrust("the list of " + source.source() + " is not sorted as asked for");
    }
    if (!changes.completes(clock.now())) {
      planner.missed(changes.missedByFirstPage());
      return;
    }
    planner.changed(changes, start, clock.now());
    result.count(snapshot.stateCounts());
    if (wantsList()) {
      result.listed(snapshot.listing(), false);
    }
    known.forEach(
        (identity, presence) -> {
          if (result.presence(identity) == null && isUnchanged(identity, presence, snapshot)) {
            result.found(identity, presence);
          }
        });
    if (canFilter()) {
      lookUp(unsettled(), Set.of());
    }
  }

  /** Null if the service cannot tell them, or if they could not be read. */
  private @Nullable ChangeListing changes(Snapshot snapshot) {
    for (var key = planner.sorting().sortKey(); key != null; key = planner.sorting().sortKey()) {
      try {
        return ChangeListing.since(snapshot, key, budget(), this::read);
      } catch (CloudException e) {
        if (!source.client().isSortKeyRefused(e)) {
          result.failed(e.failure());
          return null;
        }
        planner.sorting().refuses(key, e.failure());
      }
    }
    return null;
  }

  private static boolean isUnchanged(
      ConnectionSelector identity, Presence presence, Snapshot snapshot) {
    if (presence instanceof Presence.Present present) {
      return snapshot.lists(present.connection().endpointId());
    }
    return presence instanceof Presence.Absent
        && (identity.endpointId() == null || !snapshot.lists(identity.endpointId()));
  }

  private void readAll() {
    Listing whole = null;
    for (int walks = 0; walks < MAX_WALKS && isOpen(); walks++) {
      var listing = walk();
      if (listing.isWhole()) {
        boolean confirms = whole != null && listing.confirms(whole);
        for (var identity : unsettled()) {
          if (confirms || wasAbsent(identity)) {
            result.found(identity, new Presence.Absent());
          }
        }
        whole = listing;
        if (wantsList()) {
          result.listed(listing.toSourceListing(), true);
        }
      }
      if (isOpen() && unsettled().isEmpty() && listing.malformedItem() != null) {
        // It will not be understood by walking again.
        result.failed(listing.malformedItem());
      }
      var open = unsettled();
      if (result.failure() == null && canFilter() && open.size() <= listing.calls()) {
        lookUp(open, whole != null ? Set.copyOf(open) : Set.of());
      }
      if (result.failure() != null) {
        return;
      }
    }
  }

  private boolean wasAbsent(ConnectionSelector identity) {
    return known.get(identity) instanceof Presence.Absent;
  }

  private Listing walk() {
    var start = clock.now();
    var listing = Listing.walk(budget(), this::read);
    if (listing.failure() == null) {
      result.count(SweepResult.stateCounts(listing.connections().values()));
    } else {
      result.failed(listing.failure());
    }
    if (listing.isTooLarge()) {
      planner.isTooLarge();
    } else if (listing.isWhole() && listing.isReadable()) {
      planner.listed(listing, start, clock.now());
    } else {
      planner.drop();
    }
    return listing;
  }

  private boolean wantsList() {
    return source.task().wantsList();
  }

  private boolean canFilter() {
    return source.client().capabilities().contains(Capability.FILTER);
  }

  private ReadBudget budget() {
    return new ReadBudget(source.source().source(), clock.monotonic());
  }

  private Page read(ListQuery query) throws CloudException {
    var page = source.list(query);
    result.read(page);
    return page;
  }

  /**
   * Asks for each connection alone.
   *
   * @param lacked those that a whole list lacks; an empty response is their second look
   */
  private void lookUp(Collection<ConnectionSelector> open, Set<ConnectionSelector> lacked) {
    var budget = budget();
    for (var identity : open) {
      try {
        budget.check();
        var page = source.list(identity.query());
        settle(identity, page, lacked.contains(identity) || wasAbsent(identity));
      } catch (CloudException e) {
        result.failed(e.failure());
        if (!Listing.concernsOnePage(e.failure())) {
          return;
        }
        result.unreadable(identity, e.failure());
      }
    }
  }

  private void settle(ConnectionSelector identity, Page page, boolean isSecondLook) {
    var found = page.connections().stream().filter(identity::matches).toList();
    found.forEach(result::present);
    if (page.size() == 0) {
      if (isSecondLook) {
        result.found(identity, new Presence.Absent());
      }
    } else if (found.isEmpty()) {
      result.unreadable(
          identity,
          page.malformed().isEmpty()
              ? new CloudFailure(
                  Reason.INVALID_RESPONSE,
                  "The cloud listed other connections than the requested one.")
              : page.malformed().get(0).failure());
    }
  }

  /** Whether somebody wants to know something that is not known yet. */
  private boolean isOpen() {
    return !unsettled().isEmpty() || (wantsList() && result.listing() == null);
  }

  private List<ConnectionSelector> unsettled() {
    return known.keySet().stream().filter(identity -> !result.isSettled(identity)).toList();
  }
}
