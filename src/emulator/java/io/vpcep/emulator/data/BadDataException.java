package io.vpcep.emulator.data;

/** Data that cannot be taken. The message is one line: where, what was found, what is allowed. */
public final class BadDataException extends RuntimeException {

  BadDataException(String message) {
    super(message);
  }

  static BadDataException value(String where, String found, String allowed) {
    return new BadDataException("%s: %s is not allowed here; %s".formatted(where, found, allowed));
  }
}
