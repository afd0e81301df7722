package io.vpcep.operator.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A server process of ours, with its log file. */
public final class LocalProcess {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int TAIL = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private boolean paused;

  private LocalProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a program that appends its output to the log. */
  public static LocalProcess start(String name, List<String> command, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process.getOutputStream().close();
      return new LocalProcess(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Waits until the server answers; a failing question counts as no.
   *
   * @throws ControlPlaneException with the end of the log, when the process ends or stays silent
   */
  public void awaitReady(Callable<Boolean> answers) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(START)
          .ignoreExceptions()
          .failFast(() -> !process.isAlive())
          .until(answers);
    } catch (TerminalFailureException e) {
      throw new ControlPlaneException(name + " has ended; its log " + log + " says:" + tail(), e);
    } catch (ConditionTimeoutException e) {
      throw new ControlPlaneException(
          "%s is not ready after %d s; its log %s says:%s"
              .formatted(name, START.toSeconds(), log, tail()),
          e);
    }
  }

  /** Ends the process as its operator would; one that is paused or does not heed is killed. */
  void stop() {
    if (!paused) {
      process.destroy();
    }
    try {
      if (paused || !process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process at once. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  void pause() {
    signal("STOP");
    paused = true;
  }

  /** Does nothing where the process is not paused. */
  void resume() {
    if (paused) {
      signal("CONT");
      paused = false;
    }
  }

  private void signal(String signal) {
    List<String> command = List.of("kill", "-" + signal, Long.toString(process.pid()));
    try {
      CommandResult result = new SystemCommands().start(Path.of(""), Map.of(), command).join();
      if (!result.succeeded()) {
        throw new ControlPlaneException(command + " failed: " + result.errors());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    try {
      List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
      return System.lineSeparator()
          + String.join(
              System.lineSeparator(),
              lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
