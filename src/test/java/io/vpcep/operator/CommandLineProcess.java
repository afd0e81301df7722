package io.vpcep.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The product as users start it: the jar where there is one, or else the classes. */
public final class CommandLineProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /** What lives for seconds is up sooner without the optimizing compiler. */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path output;
  private final Path errors;

  private CommandLineProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /**
   * Starts it.
   *
   * @param folder where its output is kept
   * @param environment what it has beside this JVM's own, of which it gets no KUBECONFIG
   */
  public static CommandLineProcess start(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    return start(folder, environment, List.of(), List.of(arguments));
  }

  /** Starts it, with more JVM options than those that make for a quick start. */
  public static CommandLineProcess start(
      Path folder, Map<String, String> environment, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    var command = java(jvmOptions);
    var jar = System.getProperty("vpcep.jar");
    if (jar == null) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      // The tests' own logging stands before the product's on the class path.
      command.add(
          "-Dlogback.configurationFile=" + Path.of("src/main/resources/logback.xml").toUri());
      command.add(Main.class.getName());
    } else {
      command.addAll(List.of("-jar", jar));
    }
    command.addAll(arguments);
    return start(folder, environment, command);
  }

  /** Starts the jar of another product of this build. */
  public static CommandLineProcess startJar(Path folder, Path jar, String... arguments)
      throws IOException {
    var command = java(List.of());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return start(folder, Map.of(), command);
  }

  /** Runs another command to its end. */
  public static CommandLineProcess run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    var process = start(folder, Map.of(), command);
    process.exitCode();
    return process;
  }

  private static List<String> java(List<String> jvmOptions) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK_START);
    command.addAll(jvmOptions);
    return command;
  }

  private static CommandLineProcess start(
      Path folder, Map<String, String> environment, List<String> command) throws IOException {
    var output = Files.createTempFile(folder, "out", ".txt");
    var errors = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().remove("KUBECONFIG");
    builder.environment().putAll(environment);
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new CommandLineProcess(process, output, errors);
  }

  /** Waits for the end; returns the exit code. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + output() + errors());
    }
    return process.exitValue();
  }

  /** Asks it to end, as Kubernetes does. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it at once, as a node does that fails: nothing of it runs any more. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Lets it hang: its connections stay open, and nothing of it runs until it is resumed. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on after a pause, as if no time had passed. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("SIG" + name + " could not be sent");
    }
  }

  /** Its number, as the system knows it. */
  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** What it has written to its standard output so far. */
  public String output() {
    return read(output);
  }

  /** What it has written to its standard error output so far. */
  public String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
