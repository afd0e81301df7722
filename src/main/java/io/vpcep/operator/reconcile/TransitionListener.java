package io.vpcep.operator.reconcile;

import org.jspecify.annotations.Nullable;

/** Is notified of every change of state that was written. */
@FunctionalInterface
public interface TransitionListener {

  /**
   * A connection went from one state to another.
   *
   * @param from null if it had none yet
   */
  void moved(@Nullable String from, String to);
}
