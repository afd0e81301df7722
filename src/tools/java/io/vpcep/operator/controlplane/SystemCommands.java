package io.vpcep.operator.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The real commands. Their output passes through files, so that no thread has to drain a pipe. */
final class SystemCommands implements Commands {

  @Override
  public CompletableFuture<CommandResult> start(
      Path folder, Map<String, String> environment, List<String> command) throws IOException {
    Path streams = Files.createTempDirectory("vpcep-command-");
    try {
      return result(launch(folder, environment, command, streams), streams);
    } catch (IOException notStarted) {
      FolderTree.delete(streams);
      throw notStarted;
    }
  }

  private static Process launch(
      Path folder, Map<String, String> environment, List<String> command, Path streams)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectOutput(output(streams).toFile())
            .redirectError(errors(streams).toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** A copy, so that a cancelled result still leaves its streams to be removed. */
  private static CompletableFuture<CommandResult> result(Process process, Path streams) {
    CompletableFuture<CommandResult> result =
        process.onExit().thenApply(ended -> collect(ended.exitValue(), streams)).copy();
    var unused = result.whenComplete((collected, cancelled) -> end(process));
    return result;
  }

  private static CommandResult collect(int exitCode, Path streams) {
    try {
      String output = new String(Files.readAllBytes(output(streams)), UTF_8);
      String errors = new String(Files.readAllBytes(errors(streams)), UTF_8);
      FolderTree.delete(streams);
      return new CommandResult(exitCode, output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private static Path output(Path streams) {
    return streams.resolve("output");
  }

  private static Path errors(Path streams) {
    return streams.resolve("errors");
  }
}
