package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ConnectionsApi;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.SourceKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source once for everybody who watches it. A connection is called absent when a whole list
 * lacks it and a second look confirms that: a connection that is removed and another that is added
 * between two pages can hide a third from a list that looks whole.
 */
final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /**
   * How often a list that changes under our hands is walked anew before those it did not show have
   * to wait.
   */
  private static final int MAX_WALKS = 3;

  private final SourceKey source;
  private final ConnectionsApi api;
  private final AccountAccess access;
  private final Findings findings;

  private Sweep(SourceKey source, ConnectionsApi api, AccountAccess access, Findings findings) {
    this.source = source;
    this.api = api;
    this.access = access;
    this.findings = findings;
  }

  /**
   * Reads the source.
   *
   * @param wanted the connections that are watched
   * @param missing those of them that were found absent before; they need no second look
   * @param findings filled with what was found
   */
  static void run(
      SourceKey source,
      ConnectionsApi api,
      AccountAccess access,
      Collection<Identity> wanted,
      Set<Identity> missing,
      Findings findings) {
    var sweep = new Sweep(source, api, access, findings);
    try {
      sweep.run(wanted, missing);
    } catch (RuntimeException e) {
      LOG.error("the sweep of {} broke off", source, e);
      findings.failed(
          new CloudFailure(Reason.INVALID_RESPONSE, "the sweep broke off; see the operator's log"));
    }
    sweep.explain(sweep.unsettled(wanted));
  }

  private void run(Collection<Identity> wanted, Set<Identity> missing) {
    int wholeLists = 0;
    for (int walks = 0; walks < MAX_WALKS && !unsettled(wanted).isEmpty(); walks++) {
      var listing = walk(wanted);
      wholeLists += listing.isWhole() ? 1 : 0;
      for (var identity : unsettled(wanted)) {
        if (wholeLists > (missing.contains(identity) ? 0 : 1)) {
          findings.absent(identity);
        }
      }
      var open = unsettled(wanted);
      if (findings.failure() == null && api.canFilter() && open.size() <= listing.calls()) {
        lookUp(open, wholeLists > 0);
      }
      if (findings.failure() != null) {
        return;
      }
    }
  }

  private Listing walk(Collection<Identity> wanted) {
    var listing =
        Listing.walk(query -> access.call(source.account(), s -> api.list(s, id(), query)));
    findings.present(listing.connections());
    for (var item : listing.malformed()) {
      wanted.stream()
          .filter(identity -> identity.matches(item))
          .forEach(identity -> findings.unreadable(identity, item.failure()));
    }
    if (listing.failure() == null) {
      findings.count(listing.connections());
    } else {
      findings.failed(listing.failure());
    }
    return listing;
  }

  /** The second look: asks for each connection alone. */
  private void lookUp(Collection<Identity> open, boolean lackedByWholeList) {
    for (var identity : open) {
      try {
        var page = access.call(source.account(), s -> api.list(s, id(), identity.query()));
        settle(identity, page, lackedByWholeList);
      } catch (CloudException e) {
        findings.failed(e.failure());
        if (!Listing.concernsOnePage(e.failure())) {
          return;
        }
        findings.unreadable(identity, e.failure());
      }
    }
  }

  private void settle(Identity identity, Page answer, boolean lackedByWholeList) {
    var found = answer.connections().stream().filter(identity::matches).toList();
    findings.present(found);
    if (answer.size() == 0) {
      if (lackedByWholeList) {
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

  private List<Identity> unsettled(Collection<Identity> wanted) {
    return wanted.stream().filter(identity -> !findings.isSettled(identity)).toList();
  }

  /** Gives each connection that was neither seen nor found absent the reason for that. */
  private void explain(List<Identity> open) {
    if (open.isEmpty()) {
      return;
    }
    findings.failed(
        new CloudFailure(
            Reason.CLOUD_UNAVAILABLE,
            "the list of " + source.source() + " kept changing while it was read"));
    var failure = findings.failure();
    if (failure != null) {
      open.forEach(identity -> findings.unreadable(identity, failure));
    }
  }

  private String id() {
    return source.source().id();
  }
}
