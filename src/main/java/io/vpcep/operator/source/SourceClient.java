package io.vpcep.operator.source;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudAction;
import java.util.List;
import java.util.Set;

/** Calls the API of one kind of source. Nothing is retried here. */
public interface SourceClient {

  /** The API that is called. */
  Api api();

  /**
   * Reads one page.
   *
   * @param sourceId the source's ID, as its cloud shows it
   * @throws CloudException when no page could be had
   */
  Page list(Session session, String sourceId, ListQuery query) throws CloudException;

  /** What else can be asked of the API. */
  default Set<Capability> capabilities() {
    return Set.of();
  }

  /**
   * The names under which the API may sort by update time, in the order in which they are tried;
   * empty if it does not sort, and would silently list in any order.
   */
  default List<String> sortKeys() {
    return List.of();
  }

  /** Whether a list failed because the API does not know the sort key. */
  default boolean isSortKeyRefused(CloudException failure) {
    return false;
  }

  /** Whether a list failed because the source is there, and its connections cannot be listed. */
  default boolean isListingDisabled(CloudException failure) {
    return false;
  }

  /**
   * Whether new connections of a source wait for acceptance.
   *
   * @throws CloudException when the cloud does not tell
   */
  default Approval approval(Session session, String sourceId) throws CloudException {
    return Approval.UNKNOWN;
  }

  /**
   * What a failed {@link #act} says of the action itself.
   *
   * @param verb what was asked for
   */
  default ActionRefusal refusal(CloudException failure, CloudAction.Verb verb) {
    return ActionRefusal.NONE;
  }

  /**
   * Changes one connection.
   *
   * @throws CloudException when the cloud did not do it, or may not have done it
   * @throws UnsupportedOperationException without {@link Capability#ACCEPT}
   */
  default void act(Session session, CloudAction action) throws CloudException {
    throw new UnsupportedOperationException(action + " cannot be done by the " + api().phrase());
  }
}
