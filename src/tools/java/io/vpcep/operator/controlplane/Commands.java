package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs commands of the operating system. */
@FunctionalInterface
interface Commands {

  /**
   * Starts a command; cancelling the result ends it.
   *
   * @param environment added to the environment of this process
   * @throws IOException where there is no such command
   */
  CompletableFuture<CommandResult> start(
      Path folder, Map<String, String> environment, List<String> command) throws IOException;
}
