package io.vpcep.operator.cloud;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list call; what is null is not sent.
 *
 * @param limit the page size, 1 to 1,000; always sent, because the clouds list 10 without it
 * @param offset how many to pass over; 0 is not sent, and a cloud may refuse one at or past the
 *     total
 * @param endpointId only the connection of this endpoint
 * @param markerId only the connection with this marker
 * @param sortKey the field to sort by, as the API names it
 * @param sortDir {@code asc} or {@code desc}, the cloud's default
 */
public record ListQuery(
    int limit,
    int offset,
    @Nullable String endpointId,
    @Nullable Long markerId,
    @Nullable String sortKey,
    @Nullable String sortDir) {

  /** The largest page that both clouds give. */
  public static final int MAX_LIMIT = 1000;

  /**
   * The whole list from {@code offset} on, oldest first, so that a new connection does not shift
   * what is still to be read.
   */
  public static ListQuery pageFrom(int offset) {
    return new ListQuery(MAX_LIMIT, offset, null, null, null, "asc");
  }

  /** What changed last comes first. */
  public static ListQuery changesFrom(int offset, int limit, String sortKey) {
    return new ListQuery(limit, offset, null, null, sortKey, "desc");
  }

  /** The connection of one endpoint. */
  public static ListQuery ofEndpoint(String endpointId) {
    return new ListQuery(MAX_LIMIT, 0, endpointId, null, null, null);
  }

  /** The connection with one marker. */
  public static ListQuery ofMarker(long markerId) {
    return new ListQuery(MAX_LIMIT, 0, null, markerId, null, null);
  }
}
