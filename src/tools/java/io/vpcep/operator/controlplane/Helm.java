package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real Helm, with nothing of the user's own settings. It runs in the project's folder, so that
 * relative file names mean what they say.
 */
public final class Helm {

  private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  /** Nothing is there: what Helm finds is what a new user's Helm finds. */
  private static final Path NOWHERE = Path.of("/nonexistent");

  private final Path program;
  private final @Nullable Path kubeconfig;

  private Helm(Path program, @Nullable Path kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Finds it, which takes a minute where it has to be built first. It knows of no cluster.
   *
   * @throws ControlPlaneException where no way leads to it
   */
  public static Helm find() {
    try {
      var finder =
          BinaryFinder.ofHelm(PROJECT, System.getenv(), new SystemCommands(), Progress.TERMINAL);
      return new Helm(finder.find().resolve("helm"), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while Helm was fetched", e);
    }
  }

  /** The program itself, for what runs it. */
  public Path program() {
    return program;
  }

  /** The same, as an administrator of a cluster. */
  public Helm on(ControlPlane plane) {
    return as(plane.kubeconfig());
  }

  /** The same, as somebody else. */
  public Helm as(Path kubeconfigFile) {
    return new Helm(program, kubeconfigFile);
  }

  /**
   * Runs it.
   *
   * @return its standard output
   * @throws ControlPlaneException with its standard error, where it fails
   */
  public String run(List<String> arguments) {
    CommandResult result = tryRun(arguments);
    if (!result.succeeded()) {
      throw new ControlPlaneException(
          "helm %s failed: %s".formatted(String.join(" ", arguments), result.errors()));
    }
    return result.output();
  }

  /** As {@link #run}, where a failure may be what is wanted. */
  public CommandResult tryRun(List<String> arguments) {
    List<String> command =
        Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
    Path own = kubeconfig == null ? NOWHERE : kubeconfig.resolveSibling("helm");
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", (kubeconfig == null ? NOWHERE : kubeconfig).toString(),
            "KUBECACHEDIR", own.toString(),
            "HELM_CONFIG_HOME", own.toString(),
            "HELM_DATA_HOME", own.toString(),
            "HELM_CACHE_HOME", own.toString());
    try {
      return new SystemCommands().start(PROJECT, environment, command).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
