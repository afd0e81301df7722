package io.vpcep.operator.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own, and what it uses. Linux only: it reads {@code /proc}. */
final class JavaProcess implements AutoCloseable {

  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final String name;
  private final Process process;
  private final long startedAt;
  private @Nullable BufferedReader answers;

  private JavaProcess(String name, Process process, long startedAt) {
    this.name = name;
    this.process = process;
    this.startedAt = startedAt;
  }

  /**
   * Starts a JVM.
   *
   * @param arguments all that follows {@code java}
   * @param log takes what it writes to its error output, and to its output unless that is asked for
   * @param talks whether it answers on its output
   */
  static JavaProcess start(
      String name,
      List<String> arguments,
      Map<String, String> environment,
      Path log,
      boolean talks) {
    var command = new ArrayList<String>();
    command.add(BIN.resolve("java").toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(log.toFile());
    if (!talks) {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    builder.environment().remove("KUBECONFIG");
    // Otherwise the C library keeps an arena of freed memory for each of many threads.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(environment);
    try {
      long startedAt = System.nanoTime();
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new JavaProcess(name, process, startedAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When it was started, by {@link System#nanoTime()}. */
  long startedAt() {
    return startedAt;
  }

  /**
   * Makes sure that it runs.
   *
   * @throws BenchException if it has ended
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new BenchException(name + " ended with exit code " + process.exitValue());
    }
  }

  /**
   * Waits until it has done its work.
   *
   * @throws BenchException if it fails
   */
  void awaitEnd() {
    try {
      if (process.waitFor() != 0) {
        requireAlive();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(name + " was not waited for", e);
    }
  }

  /** Sends it a line. */
  void tell(String line) {
    try {
      var input = process.getOutputStream();
      input.write((line + "\n").getBytes(UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it writes this line. */
  void await(String line) {
    try {
      if (answers == null) {
        answers = process.inputReader(UTF_8);
      }
      String read = answers.readLine();
      while (read != null && !read.equals(line)) {
        read = answers.readLine();
      }
      if (read == null) {
        throw new BenchException(name + " ended before it said " + line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The memory that it has in RAM, in bytes. */
  long residentBytes() {
    return ProcText.bytes(read("status"), "VmRSS");
  }

  /** The most memory that it ever had in RAM, in bytes. */
  long peakResidentBytes() {
    return ProcText.bytes(read("status"), "VmHWM");
  }

  /** The processor time that it has used. */
  Duration cpu() {
    return ProcText.cpu(read("stat"));
  }

  /** How many threads it has. */
  long threads() {
    return ProcText.number(read("status"), "Threads");
  }

  /** What its objects take after a full collection, in bytes. */
  long liveHeapBytes() {
    return ClassHistogram.totalBytes(run("jcmd", pid(), "GC.class_histogram"));
  }

  /** The classes that take the most of the heap, as jcmd shows them, after a full collection. */
  List<String> largestClasses(int count) {
    return run("jcmd", pid(), "GC.class_histogram").lines().skip(3).limit(count).toList();
  }

  private String pid() {
    return Long.toString(process.pid());
  }

  private String read(String file) {
    requireAlive();
    try {
      return Files.readString(Path.of("/proc", pid(), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(String program, String... arguments) {
    var command = new ArrayList<>(List.of(BIN.resolve(program).toString()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as a node does that fails. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as Kubernetes does; kills what does not heed. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
