package io.vpcep.operator.account;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.time.MonotonicTime;
import org.jspecify.annotations.Nullable;

/** Whether an account may log in now. */
sealed interface LoginPermit {

  /** It may, and closes this when it has. */
  @FunctionalInterface
  non-sealed interface Granted extends LoginPermit, AutoCloseable {
    @Override
    void close();
  }

  /**
   * It may not.
   *
   * @param until when to ask again
   * @param why the reason
   * @param silence why the identity service did not respond to another account; null if it was not
   *     asked
   */
  record Held(MonotonicTime until, Why why, @Nullable CloudFailure silence)
      implements LoginPermit {}

  /** Why an account may not log in. */
  enum Why {
    /** Another account tries the same credentials. */
    OTHERS_TRY,
    /** The credentials are refused, and the next probe is not due. */
    REFUSED,
    /** Others with the same name were refused so often that the cloud might lock it. */
    LOCK_OUT
  }
}
