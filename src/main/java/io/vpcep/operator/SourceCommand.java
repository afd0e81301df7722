package io.vpcep.operator;

import io.fabric8.kubernetes.client.Config;
import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.cluster.Causes;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.KubernetesAccess;
import io.vpcep.operator.command.ListedSource;
import io.vpcep.operator.command.Printout;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.settings.SettingsException;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads a source once, prints something and changes nothing. */
abstract class SourceCommand implements Callable<Integer> {

  static final String EXIT_CODES =
      "Exit codes: 0 done; 1 if the list cannot be read, or not within --timeout; 2 if the"
          + " arguments, the configuration or KUBECONFIG are invalid.";

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private SourceOptions options = new SourceOptions();

  /** Reads what else it takes, and makes the printout. */
  abstract Printout print(ListedSource listed, ClusterReader cluster) throws CommandException;

  /** Checks the arguments of this command alone. */
  void check(SourceOptions given) {}

  @Override
  public final Integer call() throws InterruptedException {
    options.target();
    options.timeout();
    check(options);
    try {
      var settings = options.settings();
      return write(inTime(() -> read(settings)));
    } catch (SettingsException e) {
      say(String.valueOf(e.getMessage()));
      return 2;
    } catch (CommandException e) {
      say(String.valueOf(e.getMessage()));
      return e.exitCode();
    }
  }

  private Printout read(Settings settings) throws CommandException, InterruptedException {
    var target = options.target();
    try (var client = KubernetesAccess.client(access(), new ForbiddenInterceptor())) {
      var cluster = new ClusterReader(client);
      var list =
          new OneTimeReader(settings, Clock.systemUTC(), MonotonicClock.system())
              .read(target.key(), cluster);
      return print(ListedSource.of(target, list, options.filter()), cluster);
    }
  }

  /** May run a program that the kubeconfig names, for a token. */
  private static Config access() throws CommandException {
    try {
      var access = KubernetesAccess.find(System.getenv("KUBECONFIG"));
      // The user of a command retries it by hand.
      access.setRequestRetryBackoffLimit(0);
      return access;
    } catch (IllegalArgumentException e) {
      throw new CommandException(StartFailure.KUBECONFIG.message(e.getMessage()), 2);
    }
  }

  private Printout inTime(Callable<Printout> reading)
      throws CommandException, InterruptedException {
    var task = new FutureTask<>(reading);
    var thread = new Thread(task, "command");
    // What does not notice that nobody waits for it any more ends with the process.
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw CommandFailure.TIMEOUT.because(GoDuration.format(options.timeout()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandException known) {
        throw known;
      }
      throw CommandFailure.OTHER.because(Causes.inOneLine(e));
    }
  }

  private int write(Printout printout) throws CommandException {
    var out = command.commandLine().getOut();
    out.print(printout.text());
    out.flush();
    if (out.checkError()) {
      throw CommandFailure.OUTPUT.because();
    }
    printout.notes().forEach(this::say);
    return 0;
  }

  private void say(String line) {
    command.commandLine().getErr().println(command.name() + ": " + line);
  }
}
