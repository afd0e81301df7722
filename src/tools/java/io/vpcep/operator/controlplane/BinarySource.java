package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Path;

/** A way to get programs onto a machine that has none. */
interface BinarySource {

  /** Names the outcome: the same name means the same programs, so they are fetched once. */
  String cacheName();

  /**
   * Puts the programs into an empty folder.
   *
   * @throws Unavailable where this way is closed on this machine
   * @throws IOException where the folder cannot be written
   */
  void putInto(Path folder) throws Unavailable, IOException, InterruptedException;

  /** This way is closed; the message is a clause that says why and stands in a longer sentence. */
  final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
      super(message);
    }

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
