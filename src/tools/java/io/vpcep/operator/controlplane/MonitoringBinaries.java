package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that holds Prometheus, promtool and Alertmanager. */
public record MonitoringBinaries(Path folder) {

  private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  /**
   * Finds them, which takes minutes where they have to be built first.
   *
   * @throws ControlPlaneException where no way leads to them
   */
  public static MonitoringBinaries find() {
    try {
      var finder =
          BinaryFinder.ofMonitoring(
              PROJECT, System.getenv(), new SystemCommands(), Progress.TERMINAL);
      return new MonitoringBinaries(finder.find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while the programs were fetched", e);
    }
  }

  public String prometheus() {
    return folder.resolve("prometheus").toString();
  }

  public String alertmanager() {
    return folder.resolve("alertmanager").toString();
  }

  /** Runs promtool in the project's folder. */
  public CommandResult promtool(List<String> arguments) {
    var command =
        Stream.concat(Stream.of(folder.resolve("promtool").toString()), arguments.stream())
            .toList();
    try {
      return new SystemCommands().start(PROJECT, Map.of(), command).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
