package io.vpcep.operator.reconcile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one reconciliation.
 *
 * @param end how it ended
 * @param requeueAfter when to look again even if nothing happens; null for never
 * @param responded whether the API server responded to its writes in time; null if it made none
 */
record ReconcileResult(End end, @Nullable Duration requeueAfter, @Nullable Boolean responded) {

  /** How it ended. */
  enum End {
    /** The resource shows what it should. */
    DONE,
    /** The same, after somebody else had changed what it showed; not done too often in a row. */
    REPAIRED,
    /** There is no such resource. */
    GONE,
    /** It has to be tried again. */
    FAILED
  }

  /** There is no such resource any more. */
  static final ReconcileResult GONE = new ReconcileResult(End.GONE, null, null);

  /** There was nothing to do. */
  static final ReconcileResult NOTHING = new ReconcileResult(End.DONE, null, null);

  /** It was not possible, and is to be tried again. */
  static ReconcileResult failed(@Nullable Boolean responded) {
    return new ReconcileResult(End.FAILED, null, responded);
  }
}
