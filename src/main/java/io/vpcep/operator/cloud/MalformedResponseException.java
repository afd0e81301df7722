package io.vpcep.operator.cloud;

import java.net.ProtocolException;

/**
 * Bytes that are no HTTP response, and that the client library takes for a programming error. A
 * {@link ProtocolException}, because the library neither repeats such a call nor keeps the
 * connection.
 */
final class MalformedResponseException extends ProtocolException {

  private static final long serialVersionUID = 1L;

  MalformedResponseException(String message) {
    super(message);
  }

  MalformedResponseException(RuntimeException cause) {
    super("unreadable response");
    initCause(cause);
  }
}
