package io.vpcep.operator.demo;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to be seen, in this order for each resource, before the demo has shown what it is for.
 */
final class Script {

  private final Map<String, Deque<String>> missing = new TreeMap<>();

  Script() {
    expect("shop-api", "AllSettled", "ConnectionsFailed");
    expect("orders-db", "PendingAcceptance", "Creating", "Accepted");
    expect("billing", "Creating", "Failed");
    expect("guest", "PendingAcceptance", "Rejected");
    expect("partner", "PendingAcceptance", "AcceptanceOverdue");
    expect("legacy", "Accepted", "Deleting", "NotFound");
    expect("search", "Accepted", "Rejected", "Accepted");
  }

  private void expect(String name, String... reasons) {
    missing.put(name, new ArrayDeque<>(Arrays.asList(reasons)));
  }

  /** The condition of a resource that people look at has this reason now. */
  void saw(String name, String reason) {
    var rest = missing.get(name);
    if (rest != null && reason.equals(rest.peek())) {
      rest.remove();
    }
    missing.values().removeIf(Deque::isEmpty);
  }

  boolean isOver() {
    return missing.isEmpty();
  }

  /** What was not seen. */
  Map<String, Deque<String>> missing() {
    return missing;
  }
}
