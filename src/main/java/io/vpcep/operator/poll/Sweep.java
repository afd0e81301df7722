package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ConnectionsApi;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.SourceKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reads a source once for everybody who watches it. A connection is called absent when a whole list
 * lacks it and a second look confirms that: a connection that is removed and another that is added
 * between two pages can hide a third from a list that looks whole.
 */
final class Sweep {

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
    new Sweep(source, api, access, findings).run(wanted, missing);
  }

  private void run(Collection<Identity> wanted, Set<Identity> missing) {
    var listing = walk(wanted);
    if (listing.isWhole()) {
      unsettled(wanted).stream().filter(missing::contains).forEach(findings::absent);
    }
    int walks = 1;
    while (!unsettled(wanted).isEmpty() && listing.failure() == null && walks < MAX_WALKS) {
      var open = unsettled(wanted);
      if (api.canFilter() && open.size() <= listing.calls()) {
        lookUp(open, listing.isWhole());
        break;
      }
      var again = walk(wanted);
      if (listing.isWhole() && again.isWhole()) {
        unsettled(wanted).forEach(findings::absent);
      }
      listing = again;
      walks++;
    }
    explain(unsettled(wanted));
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

  private void lookUp(Collection<Identity> open, boolean lackedByWholeList) {
    for (var identity : open) {
      lookUp(identity, lackedByWholeList);
    }
  }

  /** The second look: asks for one connection alone. */
  private void lookUp(Identity identity, boolean lackedByWholeList) {
    try {
      var page = access.call(source.account(), s -> api.list(s, id(), identity.query()));
      findings.present(page.connections().stream().filter(identity::matches).toList());
      page.malformed().stream()
          .filter(identity::matches)
          .forEach(item -> findings.unreadable(identity, item.failure()));
      if (lackedByWholeList && page.size() == 0) {
        findings.absent(identity);
      }
    } catch (CloudException e) {
      findings.failed(e.failure());
      findings.unreadable(identity, e.failure());
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
            CloudFailure.Reason.CLOUD_UNAVAILABLE,
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
