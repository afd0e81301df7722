package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all pages of a source. What a page showed is true whatever becomes of the others;
 * that something is not there can only be told from a walk that was whole.
 */
final class Listing {

  /** Two bad pages in a row are a cloud in trouble rather than a bad page. */
  private static final int MAX_FAILURES_IN_A_ROW = 2;

  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private final List<Page.Malformed> malformed = new ArrayList<>();
  private final Set<String> listed = new HashSet<>();
  private @Nullable CloudFailure failure;
  private boolean consistent = true;
  private long total = -1;
  private int calls;

  private Listing() {}

  /** Reads one page. */
  @FunctionalInterface
  interface PageReader {
    Page read(ListQuery query) throws CloudException;
  }

  /** Walks from the first page to the last. Ends early only when going on makes no sense. */
  static Listing walk(PageReader reader) {
    var listing = new Listing();
    int offset = 0;
    int failuresInARow = 0;
    do {
      listing.calls++;
      try {
        int size = listing.add(reader.read(ListQuery.pageFrom(offset)));
        if (size == 0) {
          break;
        }
        offset += size;
        failuresInARow = 0;
      } catch (CloudException e) {
        listing.fail(e.failure());
        if (!concernsOnePage(e.failure()) || ++failuresInARow == MAX_FAILURES_IN_A_ROW) {
          break;
        }
        offset += ListQuery.MAX_LIMIT;
      }
    } while (offset < listing.total);
    return listing;
  }

  /** What was read, complete or not. */
  Collection<Connection> connections() {
    return connections.values();
  }

  /** The items that could not be understood. */
  List<Page.Malformed> malformed() {
    return malformed;
  }

  /** The first page's failure; null if there was none. */
  @Nullable CloudFailure failure() {
    return failure;
  }

  /** How many calls it took: what another walk would cost. */
  int calls() {
    return calls;
  }

  /**
   * Whether this was the whole list as it stood at one time, as far as can be told: no page failed,
   * no item twice or without a name, one total.
   */
  boolean isWhole() {
    return consistent && failure == null && listed.size() == total;
  }

  private int add(Page page) {
    consistent &= total < 0 || total == page.totalCount();
    total = page.totalCount();
    for (var connection : page.connections()) {
      consistent &= listed.add(connection.endpointId());
      connections.put(connection.endpointId(), connection);
    }
    for (var item : page.malformed()) {
      consistent &= item.endpointId() != null && listed.add(item.endpointId());
      malformed.add(item);
    }
    return page.size();
  }

  private void fail(CloudFailure cause) {
    failure = failure == null ? cause : failure;
  }

  /** Whether the next call may well succeed; otherwise it would only add to the trouble. */
  static boolean concernsOnePage(CloudFailure failure) {
    return failure.reason() == CloudFailure.Reason.CLOUD_UNAVAILABLE
        || failure.reason() == CloudFailure.Reason.INVALID_RESPONSE;
  }
}
