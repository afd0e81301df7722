package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one service of a cloud has shown of itself, for all of its sources: under which name it
 * sorts by update time, and whether that time can be relied on. Guarded by itself.
 */
final class ServiceTraits {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceTraits.class);

  /** Huawei Cloud's documents name the first, Open Telekom Cloud's the second. */
  private final Deque<String> sortKeys = new ArrayDeque<>(List.of("update_at", "updated_at"));

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
   * The update times do not tell what changed; from now on every sweep reads the whole list.
   *
   * @param why a sentence for the log
   */
  synchronized void distrust(String why) {
    if (!sortKeys.isEmpty()) {
      LOG.warn("every sweep reads the whole list from now on: {}", why);
      sortKeys.clear();
    }
  }
}
