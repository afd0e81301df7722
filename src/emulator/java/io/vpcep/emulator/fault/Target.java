package io.vpcep.emulator.fault;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.Operation.Api;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault is for; what is null is any.
 *
 * @param path found somewhere in path and query
 * @param api the emulated service
 * @param source the ID of the endpoint service or cluster
 * @param offset the page; a request without an offset has 0
 */
public record Target(
    @Nullable Pattern path, @Nullable Api api, @Nullable String source, @Nullable Long offset) {

  /** Every request to the emulated clouds. */
  public static final Target ALL = new Target(null, null, null, null);

  /** Every request to one service. */
  public static Target of(Api api) {
    return new Target(null, api, null, null);
  }

  /** Every call for one list. */
  public static Target ofSource(String id) {
    return new Target(null, null, id, null);
  }

  /** The calls for one page of one list. */
  public static Target ofPage(String sourceId, long offset) {
    return new Target(null, null, sourceId, offset);
  }

  boolean matches(EmulatedRequest request) {
    return (path == null || path.matcher(request.pathAndQuery()).find())
        && (api == null || api == request.operation().api())
        && (source == null || source.equals(request.source()))
        && (offset == null || offset == request.offset());
  }
}
