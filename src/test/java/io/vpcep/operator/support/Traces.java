package io.vpcep.operator.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/**
 * What the tests leave behind to be searched for secrets when all of them have run: logs at debug
 * level, which the logging's configuration writes here, all that was shown, and the secrets that
 * were in use.
 */
public final class Traces {

  /** Where all of it is, the secrets in a file of their own. */
  public static final Path FOLDER = Path.of(System.getProperty("vpcep.traces", "target/traces"));

  public static final Path SECRETS = FOLDER.resolve("secrets.txt");

  private Traces() {}

  /** Somebody authenticates with these from now on. */
  public static void secrets(Collection<String> values) {
    append(SECRETS, String.join("\n", values) + "\n");
  }

  /** Somebody without access to Secrets got to see this. */
  public static void shown(String by, String text) {
    append(FOLDER.resolve("shown-" + by + ".txt"), text + "\n");
  }

  private static synchronized void append(Path file, String text) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
