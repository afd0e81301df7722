package io.vpcep.operator.cloud;

import org.jspecify.annotations.Nullable;

/**
 * An exception as a log may show it: types and stack traces of it and its causes, without messages.
 * A message may quote what it complains of, and in a call that can be a token or a password.
 */
final class StackTraceOnly extends Exception {

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
