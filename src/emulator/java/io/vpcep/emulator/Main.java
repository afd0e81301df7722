package io.vpcep.emulator;

import io.vpcep.emulator.conformance.ConformanceCommand;
import picocli.CommandLine;

/** {@code java -jar vpcep-emulator.jar}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    LogFormat.configure(args);
    System.exit(
        new CommandLine(new EmulatorCommand())
            .addSubcommand(new ConformanceCommand())
            .execute(args));
  }
}
