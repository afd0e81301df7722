package io.vpcep.operator.command;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.decision.ConnectionName;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.WatchedConnections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a VpcEndpointConnection of each listed connection, without touching any that is there: one
 * that watches the same connection is enough, and one that has the name and watches another is
 * somebody else's.
 */
public final class Export {

  /** What {@code spec.endpointID} accepts. */
  private static final Pattern ENDPOINT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final ListedSource listed;
  private final Target target;
  private final String prefix;
  private final boolean includesWatched;
  private final Map<String, VpcEndpointConnection> existing;
  private final WatchedConnections watched;
  private final Set<String> names = new HashSet<>();
  private final Map<Omission, Integer> omitted = new EnumMap<>(Omission.class);

  /** Why a connection is not exported. */
  private enum Omission {
    WATCHED("a VpcEndpointConnection of namespace %s names already (use --all to export them too)"),
    NAME_TAKEN(
        "would get the name of another VpcEndpointConnection of namespace %s (use another"
            + " --name-prefix)"),
    DIFFERS_IN_CASE(
        "would get the name of an exported one whose ID differs only in case (write a manifest with"
            + " another name)"),
    INVALID_ID("have an ID that spec.endpointID does not accept");

    private final String sentence;

    Omission(String sentence) {
      this.sentence = sentence;
    }

    private String note(int count, String namespace) {
      return ListedSource.count(count) + " left out that " + sentence.formatted(namespace);
    }
  }

  private Export(
      ListedSource listed,
      String prefix,
      boolean includesWatched,
      Collection<VpcEndpointConnection> existing) {
    this.listed = listed;
    this.target = listed.target();
    this.prefix = prefix;
    this.includesWatched = includesWatched;
    this.existing = existing.stream().collect(toMap(e -> e.getMetadata().getName(), identity()));
    this.watched =
        WatchedConnections.namedBy(
            existing.stream()
                .filter(e -> ObservedStatus.source(e.getSpec()).equals(target.key().source())));
  }

  /**
   * Prints the manifests.
   *
   * @param prefix of the names; empty for none
   * @param includesWatched whether connections are included that have a resource already
   * @param existing the VpcEndpointConnections of the account's namespace
   */
  public static Printout print(
      ListedSource listed,
      String prefix,
      boolean includesWatched,
      Collection<VpcEndpointConnection> existing) {
    return new Export(listed, prefix, includesWatched, existing).print();
  }

  private Printout print() {
    var manifests = new ArrayList<VpcEndpointConnection>();
    for (var connection : listed.connections()) {
      var name = ConnectionName.of(prefix, connection.endpointId());
      var omission = omission(connection, name);
      if (omission == null) {
        names.add(name);
        manifests.add(
            Manifest.of(target.namespace(), name, target.spec(), connection.endpointId()));
      } else {
        omitted.merge(omission, 1, Integer::sum);
      }
    }
    var notes = new ArrayList<>(listed.notes(manifests.size() + " exported"));
    omitted.forEach((omission, count) -> notes.add(omission.note(count, target.namespace())));
    return new Printout(Manifest.yaml(manifests), notes);
  }

  private @Nullable Omission omission(Connection connection, String name) {
    if (!ENDPOINT_ID.matcher(connection.endpointId()).matches()) {
      return Omission.INVALID_ID;
    }
    if (!includesWatched && watched.contains(connection.endpointId(), connection.markerId())) {
      return Omission.WATCHED;
    }
    if (names.contains(name)) {
      return Omission.DIFFERS_IN_CASE;
    }
    return isTaken(name, connection) ? Omission.NAME_TAKEN : null;
  }

  private boolean isTaken(String name, Connection connection) {
    var holder = existing.get(name);
    return holder != null && !watches(holder.getSpec(), connection);
  }

  private boolean watches(VpcEndpointConnectionSpec spec, Connection connection) {
    return connection.endpointId().equals(spec.endpointID())
        && ObservedStatus.source(spec).equals(target.key().source());
  }
}
