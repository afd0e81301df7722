package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.SourceKey;
import org.jspecify.annotations.Nullable;

/** What every call for a source shares with its sweeps. */
public interface SourceGate {

  /** Runs a task that makes such a call, in the threads of the sweeps and before most of them. */
  void execute(SourceKey source, Runnable task);

  /** Whether a call may be made at present: not while the circuit breaker holds the source back. */
  boolean admits(SourceKey source);

  /**
   * A call was to change a connection of the source. It counts for the circuit breaker, and the
   * source is read again: it has changed, or is not what it was taken for.
   *
   * @param failure null if the call succeeded
   */
  void acted(SourceKey source, @Nullable CloudFailure failure);
}
