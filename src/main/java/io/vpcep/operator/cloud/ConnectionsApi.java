package io.vpcep.operator.cloud;

/** The one question we have to a cloud: which connections has this source? */
public interface ConnectionsApi {

  /**
   * Reads one page.
   *
   * @param sourceId the endpoint service's or cluster's ID
   * @throws CloudException when no page could be had; nothing is retried here
   */
  Page list(Session session, String sourceId, ListQuery query) throws CloudException;

  /**
   * Whether {@link ListQuery#endpointId()}, {@link ListQuery#markerId()} and {@link
   * ListQuery#sortKey()} are understood. An API that does not know them would silently list
   * everything, in any order.
   */
  boolean canFilterAndSort();
}
