package io.vpcep.operator.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A shell in a folder that looks like a clone of the repository, with kubectl and Helm for a
 * cluster. There are no other programs than those that a page needs, so that a new command that
 * could do harm is not found.
 */
final class Terminal implements AutoCloseable {

  private static final List<String> CLONED = List.of("crds", "deploy", "helm", "src", "target");
  private static final List<String> BASICS = List.of("/bin/sh", "/bin/cp", "/bin/cat");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final List<Path> links = new ArrayList<>();
  private final Map<String, String> environment;

  /** Opens it in an empty folder. */
  Terminal(ControlPlane plane, Path folder) throws IOException {
    var project = Path.of("").toAbsolutePath();
    this.folder = Files.createDirectory(folder.resolve("clone"));
    for (var name : CLONED) {
      link(this.folder, project.resolve(name));
    }
    var programs = Files.createDirectory(folder.resolve("bin"));
    for (var program : BASICS) {
      link(programs, Path.of(program));
    }
    link(programs, Helm.find().program());
    link(programs, plane.kubectlProgram());
    link(programs, Path.of(System.getProperty("java.home"), "bin", "java"));
    var own = folder.resolve("own").toString();
    this.environment =
        Map.of(
            "PATH",
            programs.toString(),
            "HOME",
            own,
            "KUBERC",
            "off",
            "KUBECONFIG",
            plane.kubeconfig().toString());
  }

  private void link(Path place, Path target) throws IOException {
    links.add(Files.createSymbolicLink(place.resolve(target.getFileName()), target));
  }

  /** Types a command and waits for its end, which has to be a success. */
  void type(FencedCommand command) throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var process = start(command, output);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + ":\n" + Files.readString(output));
      }
    } finally {
      end(process);
    }
  }

  /** Types a command that goes on until it is interrupted, once it has printed a text. */
  void typeUntil(FencedCommand command, String printed) throws IOException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var process = start(command, output);
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !process.isAlive() || Files.readString(output).contains(printed));
      if (!process.isAlive()) {
        throw new AssertionError(command + ":\n" + Files.readString(output));
      }
    } finally {
      end(process);
    }
  }

  private Process start(FencedCommand command, Path output) throws IOException {
    var builder =
        new ProcessBuilder("/bin/sh", "-c", command.text())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(command.input().getBytes(UTF_8));
    }
    return process;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Removes the links to what is outside of its folder. */
  @Override
  public void close() throws IOException {
    for (var link : links) {
      Files.delete(link);
    }
  }
}
