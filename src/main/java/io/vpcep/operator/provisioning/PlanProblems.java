package io.vpcep.operator.provisioning;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.vpcep.operator.decision.ConnectionsReady;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps the resources of a service from being as they should, the worst first. */
final class PlanProblems {

  private static final int NAMED = 5;

  private final List<ConnectionsReady> all = new ArrayList<>();

  /** Another service makes the resources. */
  static ConnectionsReady conflict(String older) {
    return problem(
        "ResourceConflict",
        "VpcEndpointService %s is older and makes the VpcEndpointConnections of this source: remove spec.connections from one of the two.",
        older);
  }

  /** Other resources have the names. */
  void nameTaken(List<String> names) {
    if (!names.isEmpty()) {
      var some = names.stream().limit(NAMED).collect(joining(", "));
      all.add(
          problem(
              "NameTaken",
              "Required names belong to resources that this service did not create (%d): %s. Delete these resources, or change spec.connections.namePrefix.",
              names.size(),
              names.size() > NAMED ? some + " and others" : some));
    }
  }

  /** Too many connections became gone within an hour. */
  void pruneBlocked(int gone, int made, int maxPercent) {
    all.add(
        problem(
            "PruneBlocked",
            "%d of %d connections became notFound within an hour, more than spec.connections.onGone.maxPercent (%d) allows: no resource is deleted. If the connections are really gone, delete their resources or raise maxPercent.",
            gone,
            made,
            maxPercent));
  }

  /**
   * Connections are without a resource.
   *
   * @param unlisted resources that count, although the source does not list their connections
   */
  void limitReached(int limit, int without, long unlisted) {
    all.add(
        problem(
            "LimitReached",
            "spec.connections.limit (%d) is reached; connections without a VpcEndpointConnection: %d; resources of connections that are not listed any more: %d. Raise the limit (at most 1000), select fewer connections, or delete resources.",
            limit,
            without,
            unlisted));
  }

  /**
   * The condition; null if there is no problem.
   *
   * @param refusal why the API server does not let changes in; null if it does
   */
  @Nullable ConnectionsReady condition(@Nullable Refusal refusal) {
    var worstFirst =
        Stream.concat(Stream.ofNullable(refusal).map(PlanProblems::refused), all.stream())
            .filter(Objects::nonNull)
            .toList();
    return worstFirst.isEmpty()
        ? null
        : new ConnectionsReady(
            "False",
            worstFirst.get(0).reason(),
            worstFirst.stream().map(ConnectionsReady::message).collect(joining(" ")));
  }

  /** Null for what passes by itself, during which the API server takes no status either. */
  private static @Nullable ConnectionsReady refused(Refusal refusal) {
    return switch (refusal.reason()) {
      case FORBIDDEN ->
          problem(
              "Forbidden",
              "The operator is not allowed to %s VpcEndpointConnections in this namespace: set connections.create=true in the values of the Helm chart, or grant create, patch and delete.",
              refusal.message());
      case QUOTA_EXCEEDED ->
          problem(
              "QuotaExceeded",
              "A ResourceQuota of this namespace is exhausted, retrying: %s.",
              refusal.message());
      case REFUSED ->
          problem(
              "Refused",
              "The API server rejected a VpcEndpointConnection, retrying: %s.",
              refusal.message());
      case OVERRIDDEN ->
          problem(
              "Overridden",
              "What this service sets in a VpcEndpointConnection is changed back, retrying: %s. Look for a GitOps tool or an admission webhook that does so.",
              refusal.message());
      case OUTDATED, UNAVAILABLE -> null;
    };
  }

  @FormatMethod
  private static ConnectionsReady problem(
      String reason, @FormatString String message, Object... details) {
    return new ConnectionsReady("False", reason, message.formatted(details));
  }
}
