package io.vpcep.emulator;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How logs are written; has to be known before the first logger is made. */
enum LogFormat {
  text,
  json;

  /** Chooses the format that the arguments name, for {@code logback.xml}. */
  static void configure(String... args) {
    Chosen chosen = new Chosen();
    try {
      new CommandLine(chosen).setUnmatchedArgumentsAllowed(true).parseArgs(args);
      System.setProperty("log.format", chosen.format.name());
    } catch (CommandLine.ParameterException e) {
      // The real command line meets the same, and says so.
    }
  }

  private static final class Chosen {

    @Option(names = "--log-format")
    private LogFormat format = text;
  }
}
