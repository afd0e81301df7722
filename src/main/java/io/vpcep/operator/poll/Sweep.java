package io.vpcep.operator.poll;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Sighting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  /** What VPCEP says to a sort key that it does not know. */
  private static final String SORT_KEY_REFUSED = "ENDPOINT.0017";

  private final SourceReader source;
  private final Map<Identity, Sighting> known;
  private final Memory memory;
  private final CloudClockBound clock;
  private final Findings findings;

  private Sweep(
      SourceReader source, SourcePoll.Task task, CloudClockBound clock, Findings findings) {
    this.source = source;
    this.known = task.known();
    this.memory = task.memory();
    this.clock = clock;
    this.findings = findings;
  }

  /** Reads the source, and adds what it shows to the findings. */
  static void run(
      SourceReader source, SourcePoll.Task task, CloudClockBound clock, Findings findings) {
    var sweep = new Sweep(source, task, clock, findings);
    sweep.run(
        source.api().canFilterAndSort()
            ? task.memory().plan(task, clock.now().time())
            : SweepKind.FULL);
    if (!sweep.unsettled().isEmpty()) {
      findings.failed(
          new CloudFailure(
              Reason.CLOUD_UNAVAILABLE,
              "the list of " + source.source().source() + " kept changing while it was read"));
    }
  }

  private void run(SweepKind kind) {
    findings.read(kind);
    if (kind == SweepKind.LOOK_UP) {
      memory.drop();
      findings.count(Stream.empty());
      lookUp(unsettled(), Set.of());
    } else if (kind == SweepKind.INCREMENTAL) {
      readChanges();
    }
    if (findings.failure() == null && !unsettled().isEmpty()) {
      findings.read(SweepKind.FULL);
      readAll();
    }
  }

  /** Leaves everything open if the changes and what was known do not make the whole list. */
  private void readChanges() {
    var snapshot = requireNonNull(memory.snapshot());
    var start = clock.now();
    var changes = changes(snapshot);
    if (changes == null) {
      return;
    }
    if (!changes.isSorted()) {
      memory.traits().distrust("the list of " + source.source() + " is not sorted as asked for");
    }
    if (!changes.completes(clock.now())) {
      memory.missed(changes.missedByFirstPage());
      return;
    }
    memory.changed(changes, start, clock.now());
    findings.count(snapshot.states());
    known.forEach(
        (identity, sighting) -> {
          if (findings.connection(identity) == null && isUnchanged(identity, sighting, snapshot)) {
            findings.unchanged(identity);
          }
        });
    lookUp(unsettled(), Set.of());
  }

  /** Null if the service cannot tell them, or if they could not be read. */
  private @Nullable Changes changes(Snapshot snapshot) {
    for (var key = memory.traits().sortKey(); key != null; key = memory.traits().sortKey()) {
      try {
        return Changes.since(snapshot, key, budget(), source::list, this::see);
      } catch (CloudException e) {
        if (!e.hasCode(SORT_KEY_REFUSED)) {
          findings.failed(e.failure());
          return null;
        }
        memory.traits().refuses(key, e.failure());
      }
    }
    return null;
  }

  private static boolean isUnchanged(Identity identity, Sighting sighting, Snapshot snapshot) {
    if (sighting instanceof Sighting.Present present) {
      return snapshot.lists(present.connection().endpointId());
    }
    return sighting instanceof Sighting.Absent
        && (identity.endpointId() == null || !snapshot.lists(identity.endpointId()));
  }

  private void readAll() {
    int wholeLists = 0;
    for (int walks = 0; walks < MAX_WALKS && !unsettled().isEmpty(); walks++) {
      var listing = walk();
      wholeLists += listing.isWhole() ? 1 : 0;
      for (var identity : unsettled()) {
        if (wholeLists > (wasAbsent(identity) ? 0 : 1)) {
          findings.absent(identity);
        }
      }
      var open = unsettled();
      if (findings.failure() == null
          && source.api().canFilterAndSort()
          && open.size() <= listing.calls()) {
        lookUp(open, wholeLists > 0 ? Set.copyOf(open) : Set.of());
      }
      if (findings.failure() != null) {
        return;
      }
    }
  }

  private boolean wasAbsent(Identity identity) {
    return known.get(identity) instanceof Sighting.Absent;
  }

  private Listing walk() {
    var start = clock.now();
    var listing = Listing.walk(budget(), source::list, this::see);
    if (listing.failure() == null) {
      findings.count(listing.items().values().stream().map(item -> item.listed().state()));
    } else {
      findings.failed(listing.failure());
    }
    if (listing.isTooLarge()) {
      memory.isTooLarge();
    } else if (listing.isWhole() && listing.isReadable()) {
      memory.listed(listing, start, clock.now());
    } else {
      memory.drop();
    }
    return listing;
  }

  private ReadBudget budget() {
    return new ReadBudget(source.source().source(), clock.monotonic());
  }

  private void see(Page page) {
    findings.present(page.connections());
    page.malformed()
        .forEach(item -> findings.malformed(item.endpointId(), item.markerId(), item.failure()));
  }

  /**
   * Asks for each connection alone.
   *
   * @param lacked those that a whole list lacks; an empty answer is their second look
   */
  private void lookUp(Collection<Identity> open, Set<Identity> lacked) {
    var budget = budget();
    for (var identity : open) {
      var exceeded = budget.exceeded();
      if (exceeded != null) {
        findings.failed(exceeded);
        return;
      }
      try {
        var page = source.list(identity.query());
        settle(identity, page, lacked.contains(identity) || wasAbsent(identity));
      } catch (CloudException e) {
        findings.failed(e.failure());
        if (!Listing.concernsOnePage(e.failure())) {
          return;
        }
        findings.unreadable(identity, e.failure());
      }
    }
  }

  private void settle(Identity identity, Page answer, boolean isSecondLook) {
    var found = answer.connections().stream().filter(identity::matches).toList();
    findings.present(found);
    if (answer.size() == 0) {
      if (isSecondLook) {
        findings.absent(identity);
      }
    } else if (found.isEmpty()) {
      findings.unreadable(
          identity,
          answer.malformed().isEmpty()
              ? new CloudFailure(
                  Reason.INVALID_RESPONSE, "asked for one connection, the cloud listed others")
              : answer.malformed().get(0).failure());
    }
  }

  private List<Identity> unsettled() {
    return known.keySet().stream().filter(identity -> !findings.isSettled(identity)).toList();
  }
}
