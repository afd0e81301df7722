package io.vpcep.emulator.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The requests to the emulated clouds, oldest first. Counts all of them and keeps the last 10,000.
 * A request stands here before its response is sent, so that who has the response finds the line.
 */
public final class RequestLog {

  private static final int KEPT = 10_000;

  private final Deque<LoggedRequest> requests = new ArrayDeque<>();
  private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);

  /** Adds a line. */
  public synchronized void add(LoggedRequest request) {
    if (requests.size() == KEPT) {
      requests.removeFirst();
    }
    requests.addLast(request);
    counts.merge(request.operation(), 1L, Long::sum);
  }

  /** The last 10,000 requests. */
  public synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  /** How many requests of a kind there were since the start or the last {@link #clear()}. */
  public synchronized long count(Operation operation) {
    return counts.getOrDefault(operation, 0L);
  }

  /** Forgets the requests and starts counting at 0. */
  public synchronized void clear() {
    requests.clear();
    counts.clear();
  }
}
