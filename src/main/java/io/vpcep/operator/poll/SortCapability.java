package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one service of a cloud has shown of itself, for all of its sources: under which name it
 * sorts by update time, and whether that can be relied on. Guarded by itself.
 */
final class SortCapability {

  private static final Logger LOG = LoggerFactory.getLogger(SortCapability.class);

  private final Deque<String> sortKeys;

  /**
   * @param sortKeys the names that the service may know; none if it does not sort
   */
  SortCapability(Collection<String> sortKeys) {
    this.sortKeys = new ArrayDeque<>(sortKeys);
  }

  /** What to sort by to have the latest changes first; null if the service cannot tell them. */
  synchronized @Nullable String sortKey() {
    return sortKeys.peek();
  }

  /** The service does not know the sort key, and is not asked with it again. */
  synchronized void refuses(String sortKey, CloudFailure refusal) {
    if (sortKeys.remove(sortKey)) {
      LOG.info("the cloud does not sort by {}: {}", sortKey, refusal.message());
    }
  }

  /**
   * The list in the order asked for does not tell what changed: the service may take no notice of
   * the sort key, so the other one is tried; or its update times do not move, and in the end every
   * sweep reads the whole list.
   *
   * @param why a sentence for the log
   */
  synchronized void distrust(String why) {
    var key = sortKeys.poll();
    if (key != null) {
      LOG.warn("lists are not sorted by {} any more: {}", key, why);
    }
  }
}
