package io.vpcep.emulator.vpcep;

import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.WhitelistRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The query parameters of the whitelist.
 *
 * @param permission a part of the permission
 * @param descending true by default
 * @param page the part that is asked for
 */
record WhitelistQuery(String permission, boolean descending, PageBounds page) {

  private static final int MAX_LIMIT = 500;

  static WhitelistQuery of(Map<String, String> query) throws RefusedException {
    VpcepQuery.sortBy(query.getOrDefault("sort_key", "created_at"));
    return new WhitelistQuery(
        query.getOrDefault("permission", ""),
        VpcepQuery.descending(query.getOrDefault("sort_dir", "desc")),
        PageBounds.of(
            query, MAX_LIMIT, VpcepError.BAD_LIMIT.response(), VpcepError.BAD_OFFSET.response()));
  }

  /** What matches, in order, on all pages. */
  List<WhitelistRecord> matches(List<WhitelistRecord> records) {
    Comparator<WhitelistRecord> byTime = Comparator.comparing(WhitelistRecord::createdAt);
    return records.stream()
        .filter(entry -> entry.permission().contains(permission))
        .sorted(
            (descending ? byTime.reversed() : byTime).thenComparing(WhitelistRecord::permission))
        .toList();
  }
}
