package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A command leaves a trace of a fault of its own. */
class OneTimeReaderTest {

  @Test
  void logsAnInternalErrorWithItsStackTrace() {
    var logger = (Logger) LoggerFactory.getLogger(OneTimeReader.class);
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    try {
      OneTimeReader.internalError("account", new IllegalStateException("broken"));
    } finally {
      logger.detachAppender(events);
    }

    assertThat(events.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getKeyValuePairs()).hasToString("[stage=\"account\"]");
              assertThat(event.getThrowableProxy().getMessage()).isEqualTo("broken");
            });
  }
}
