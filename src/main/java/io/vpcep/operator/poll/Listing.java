package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.SourceListing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all pages of a source. What a page showed is true whatever becomes of the others;
 * only a complete walk shows that something is not there.
 */
final class Listing {

  /** Two bad pages in a row are an unavailable cloud rather than a bad page. */
  private static final int MAX_FAILURES_IN_A_ROW = 2;

  private final ReadBudget budget;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Set<String> malformed = new HashSet<>();
  private final SharedValues values = new SharedValues(PollLimits.MAX_KEPT_TEXT);
  private @Nullable CloudFailure failure;
  private boolean consistent = true;
  private @Nullable CloudFailure malformedItem;
  private long total = -1;
  private @Nullable CssCluster cluster;

  /** Reads one page, and hands it to the other readers of pages. */
  @FunctionalInterface
  interface PageReader {
    Page read(ListQuery query) throws CloudException;
  }

  private Listing(ReadBudget budget) {
    this.budget = budget;
  }

  /** Walks from the first page to the last. Ends early only when going on makes no sense. */
  static Listing walk(ReadBudget budget, PageReader reader) {
    var listing = new Listing(budget);
    int offset = 0;
    int failuresInARow = 0;
    do {
      budget.calls();
      try {
        var page = reader.read(ListQuery.pageFrom(offset));
        listing.add(page);
        if (page.size() == 0) {
          break;
        }
        offset += page.size();
        failuresInARow = 0;
      } catch (CloudException e) {
        listing.fail(e.failure());
        if (!concernsOnePage(e.failure()) || ++failuresInARow == MAX_FAILURES_IN_A_ROW) {
          break;
        }
        offset += ListQuery.MAX_LIMIT;
      }
    } while ((offset < listing.total || budget.isTooLarge()) && listing.isWithinBudget());
    return listing;
  }

  /** What was read, by endpoint, complete or not. */
  Map<String, Connection> connections() {
    return connections;
  }

  /** The first page's failure; null if there was none. */
  @Nullable CloudFailure failure() {
    return failure;
  }

  /** How many calls it took: what another walk would cost. */
  int calls() {
    return budget.spentCalls();
  }

  /** Whether it holds more than is read of any list. */
  boolean isTooLarge() {
    return budget.isTooLarge();
  }

  /**
   * Whether this was the whole list as it stood at one time, as far as can be seen: no page failed,
   * no item twice or without a name, one total.
   */
  boolean isWhole() {
    return consistent && failure == null && connections.size() + malformed.size() == total;
  }

  /**
   * Whether what this whole list and an earlier one both lack was not there. Of several pages, one
   * can hide a connection that was always there: if another is removed from a page that was read,
   * all that follow move up, and one of them moves onto a page that was read as well. Then the
   * connection that was removed is missing here.
   */
  boolean confirms(Listing earlier) {
    return calls() == 1
        || earlier.calls() == 1
        || connections.keySet().containsAll(earlier.connections.keySet());
  }

  /** The list, if this is the whole of it. */
  SourceListing toSourceListing() {
    return new SourceListing(connections, malformed.size(), malformedItem, cluster, room() < 0);
  }

  /** For how many more characters of text there is room; negative once texts were left out. */
  long room() {
    return values.room();
  }

  /** What is wrong with an item that cannot be understood; null if there is none. */
  @Nullable CloudFailure malformedItem() {
    return malformedItem;
  }

  /** Whether every item could be understood. */
  boolean isReadable() {
    return malformedItem == null;
  }

  private boolean isWithinBudget() {
    var exceeded = budget.exceeded();
    if (exceeded != null) {
      fail(exceeded);
    }
    return exceeded == null;
  }

  private void add(Page page) {
    budget.read(page);
    consistent &= total < 0 || total == page.totalCount();
    total = page.totalCount();
    cluster = page.cluster();
    page.connections().forEach(this::add);
    for (var item : page.malformed()) {
      malformedItem = malformedItem == null ? item.failure() : malformedItem;
      var name = item.endpointId();
      consistent &= name != null && !connections.containsKey(name) && malformed.add(name);
    }
  }

  private void add(Connection connection) {
    var name = connection.endpointId();
    var before = connections.put(name, values.kept(connection));
    consistent &= before == null && !malformed.contains(name);
  }

  private void fail(CloudFailure cause) {
    failure = failure == null ? cause : failure;
  }

  /** Whether the next call may well succeed; otherwise it would only add to the load. */
  static boolean concernsOnePage(CloudFailure failure) {
    return failure.reason() == CloudFailure.Reason.CLOUD_UNAVAILABLE
        || failure.reason() == CloudFailure.Reason.INVALID_RESPONSE;
  }
}
