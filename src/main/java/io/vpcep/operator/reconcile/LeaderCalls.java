package io.vpcep.operator.reconcile;

import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.leadership.NotLeadingException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the API server that only the leader makes. Leadership is asked here and nowhere else:
 * before each call, because it may end while a resource is reconciled.
 */
final class LeaderCalls {

  private final RawKubernetesClient calls;
  private final BooleanSupplier leads;

  LeaderCalls(RawKubernetesClient calls, BooleanSupplier leads) {
    this.calls = calls;
    this.leads = leads;
  }

  /** The same, with less patience for each call. */
  LeaderCalls within(Duration patience) {
    return new LeaderCalls(calls.within(patience), leads);
  }

  /** Whether this replica may write and have calls made. */
  boolean isLeading() {
    return leads.getAsBoolean();
  }

  /**
   * Gets an object.
   *
   * @throws NotLeadingException if this replica does not lead
   */
  <T> T get(String path, Class<T> type) {
    checkLeading();
    return calls.get(path, type);
  }

  /**
   * Sends an object, and reads nothing of the response.
   *
   * @throws NotLeadingException if this replica does not lead
   */
  void send(String method, String path, Object object) {
    checkLeading();
    calls.send(method, path, object);
  }

  /**
   * Sends an object, if there is one.
   *
   * @throws NotLeadingException if this replica does not lead
   */
  <T> T send(
      String method, String path, @Nullable Object object, RawKubernetesClient.Reader<T> reader) {
    checkLeading();
    return calls.send(method, path, object, reader);
  }

  private void checkLeading() {
    if (!isLeading()) {
      throw new NotLeadingException();
    }
  }
}
