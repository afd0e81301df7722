package io.vpcep.operator.poll;

import io.vpcep.operator.connection.SourceKey;
import org.slf4j.spi.LoggingEventBuilder;

/** The fields of log lines that are about a source. */
public final class LogFields {

  private LogFields() {}

  /** The line with the source that it is about: namespace, account and source. */
  public static LoggingEventBuilder of(LoggingEventBuilder line, SourceKey source) {
    return line.addKeyValue("namespace", source.account().namespace())
        .addKeyValue("account", source.account().name())
        .addKeyValue("source", source.source().kind().label() + "/" + source.source().id());
  }
}
