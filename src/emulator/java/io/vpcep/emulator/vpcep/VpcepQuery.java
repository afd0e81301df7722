package io.vpcep.emulator.vpcep;

import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.ConnectionList;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SortBy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of the list.
 *
 * @param id only this endpoint
 * @param markerId only this marker
 * @param status only this status
 * @param sortBy creation time by default
 * @param descending true by default
 * @param page the part that is asked for
 */
record VpcepQuery(
    @Nullable String id,
    @Nullable Long markerId,
    @Nullable String status,
    SortBy sortBy,
    boolean descending,
    PageBounds page) {

  /**
   * The documents of the two clouds each leave out one of these; that {@code deleting} is refused
   * is unconfirmed, but no document names it as a filter.
   */
  private static final Set<String> STATUSES =
      Set.of("pendingAcceptance", "creating", "accepted", "rejected", "failed");

  /** Both clouds' spellings. */
  private static final Map<String, SortBy> SORT_KEYS =
      Map.of(
          "create_at", SortBy.CREATED,
          "created_at", SortBy.CREATED,
          "update_at", SortBy.UPDATED,
          "updated_at", SortBy.UPDATED);

  static VpcepQuery of(Map<String, String> query) throws RefusedException {
    return new VpcepQuery(
        id(query.get("id")),
        markerId(query.get("marker_id")),
        status(query.get("status")),
        sortBy(query.getOrDefault("sort_key", "create_at")),
        descending(query.getOrDefault("sort_dir", "desc")),
        PageBounds.of(query, VpcepError.BAD_LIMIT.response(), VpcepError.BAD_OFFSET.response()));
  }

  /** What matches, in order, on all pages. */
  List<EndpointConnection> matches(ConnectionList list) {
    if (id != null) {
      return filtered(list.get(id).stream());
    }
    List<EndpointConnection> all = list.sorted(sortBy, descending);
    return markerId == null && status == null ? all : filtered(all.stream());
  }

  private List<EndpointConnection> filtered(Stream<EndpointConnection> connections) {
    return connections
        .filter(connection -> markerId == null || connection.markerId() == markerId)
        .filter(connection -> status == null || connection.status().equals(status))
        .toList();
  }

  private static @Nullable String id(@Nullable String text) throws RefusedException {
    if (text != null && (text.isEmpty() || text.length() > 64)) {
      throw VpcepError.BAD_ENDPOINT_ID.refusal();
    }
    return text;
  }

  private static @Nullable Long markerId(@Nullable String text) throws RefusedException {
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,18}")) {
      throw VpcepError.BAD_MARKER_ID.refusal();
    }
    return Long.valueOf(text);
  }

  private static @Nullable String status(@Nullable String word) throws RefusedException {
    if (word != null && !STATUSES.contains(word)) {
      throw VpcepError.BAD_STATUS.refusal();
    }
    return word;
  }

  static SortBy sortBy(String key) throws RefusedException {
    SortBy sortBy = SORT_KEYS.get(key);
    if (sortBy == null) {
      throw VpcepError.BAD_SORT_KEY.refusal();
    }
    return sortBy;
  }

  static boolean descending(String direction) throws RefusedException {
    if (!direction.equals("desc") && !direction.equals("asc")) {
      throw VpcepError.BAD_SORT_DIR.refusal();
    }
    return direction.equals("desc");
  }
}
