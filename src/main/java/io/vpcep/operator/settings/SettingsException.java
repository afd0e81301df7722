package io.vpcep.operator.settings;

/**
 * A configuration that cannot be used; the message is one line that names the key, its value, and
 * what is allowed.
 */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
