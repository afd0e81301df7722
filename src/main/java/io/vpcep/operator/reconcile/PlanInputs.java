package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.provisioning.ConnectionPlanner.Listed;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plan depends on, as far as it can be told without asking the API server: if it is the same
 * as before, so is the plan.
 *
 * @param older the service that makes the resources instead; null if none does
 * @param without the connections that have no resource
 * @param notFound the resources whose connections are gone
 * @param isComplete whether the list tells which are; false if none is
 */
record PlanInputs(@Nullable String older, Digest without, Digest notFound, boolean isComplete) {

  /** Stands for a set of names, without keeping them. */
  record Digest(long count, long sum) {

    private static Digest of(Stream<String> names) {
      var hashes = names.mapToLong(String::hashCode).summaryStatistics();
      return new Digest(hashes.getCount(), hashes.getSum());
    }
  }

  /**
   * The inputs of a plan that is made now.
   *
   * @param resources that watch the source, as informers show them
   */
  static PlanInputs of(
      @Nullable String older, Listed listed, List<VpcEndpointConnection> resources) {
    var watched = WatchedConnections.namedBy(resources.stream());
    var notFound =
        Digest.of(
            resources.stream()
                .filter(PlanInputs::isNotFound)
                .map(resource -> resource.getMetadata().getName()));
    return new PlanInputs(
        older,
        Digest.of(
            listed.listing().connections().values().stream()
                .filter(connection -> !watched.contains(connection))
                .map(Connection::endpointId)),
        notFound,
        notFound.count() > 0 && listed.isComplete());
  }

  private static boolean isNotFound(VpcEndpointConnection resource) {
    return resource.getStatus() != null
        && ConnectionState.NOT_FOUND.value().equals(resource.getStatus().state());
  }
}
