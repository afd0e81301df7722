package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, counts and names the faults of our own code, once for each call that they end. */
record InternalErrors(CallListener listener) {

  private static final Logger LOG = LoggerFactory.getLogger(InternalErrors.class);

  /** The failure that stands for a fault. Throws nothing, whatever the listener does. */
  CloudException report(Throwable fault) {
    LOG.error("internal error in a call to a cloud", new StackTraceOnly(fault));
    try {
      listener.internalError();
    } catch (RuntimeException e) {
      LOG.error("internal error in the listener of calls", new StackTraceOnly(e));
    }
    return new CloudException(CloudFailure.internalError());
  }

  /**
   * An exception as a log may show it: types and stack traces of it and its causes, without
   * messages. A message may quote what it complains of, and in a call that can be a token or a
   * password.
   */
  private static final class StackTraceOnly extends Exception {

    private static final long serialVersionUID = 1L;

    /** Causes can be a ring; what is deeper tells nothing more. */
    private static final int MAX_CAUSES = 8;

    StackTraceOnly(Throwable shown) {
      this(shown, MAX_CAUSES);
    }

    private StackTraceOnly(Throwable shown, int causes) {
      super(shown.getClass().getName(), causeOf(shown, causes), false, true);
      setStackTrace(shown.getStackTrace());
    }

    private static @Nullable Throwable causeOf(Throwable shown, int causes) {
      Throwable cause = shown.getCause();
      return cause == null || causes == 0 ? null : new StackTraceOnly(cause, causes - 1);
    }
  }
}
