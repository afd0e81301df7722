package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, counts and names the faults of our own code, once for each call that they end. */
final class InternalErrors {

  private static final Logger LOG = LoggerFactory.getLogger(InternalErrors.class);

  private final CallListener listener;

  InternalErrors(CallListener listener) {
    this.listener = listener;
  }

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
}
