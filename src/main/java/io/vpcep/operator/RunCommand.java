package io.vpcep.operator;

import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.settings.SettingsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the operator until a signal stops it. */
@Command(
    name = "run",
    description = {
      "Run the operator in the cluster of KUBECONFIG, or else in the one that it runs in.",
      "Exit codes: 0 or 143 after a signal to stop; 1 if the API server does not respond or its "
          + "custom resource definitions are missing or too old, the port cannot be bound, or the "
          + "lease is lost; 2 if the configuration or KUBECONFIG is invalid."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration file (YAML).")
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    try {
      var settings = config == null ? Settings.defaults() : Settings.load(config);
      return new OperatorProcess(settings).run();
    } catch (SettingsException e) {
      command.commandLine().getErr().println("run: " + e.getMessage());
      return 2;
    }
  }
}
