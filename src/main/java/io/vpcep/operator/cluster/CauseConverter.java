package io.vpcep.operator.cluster;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;

/**
 * Prints why the Kubernetes client logs something in one line: without a stack trace, and without
 * the client's objects. Named in the configuration of the logs.
 */
public final class CauseConverter extends ThrowableHandlingConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy thrown
        ? Causes.inOneLine(thrown.getThrowable())
        : "";
  }
}
