package io.vpcep.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "vpcep-operator",
    description = "Watches VPC endpoint connections on Huawei Cloud and Open Telekom Cloud.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      ExportCommand.class,
      ProbeCommand.class,
      Main.VersionCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--log-format",
      scope = CommandLine.ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "The format of the logs: text or json (default: text).")
  @SuppressWarnings("unused") // here for the help; Logging reads it earlier
  private LogFormat logFormat = LogFormat.text;

  @Option(
      names = "--log-level",
      scope = CommandLine.ScopeType.INHERIT,
      paramLabel = "LEVEL",
      description =
          "The lowest level that is logged: debug, info, warn or error (default: info; warn for"
              + " list and export).")
  @SuppressWarnings("unused") // here for the help; Logging reads it earlier
  private LogLevel logLevel = LogLevel.info;

  /** How logs are written. */
  enum LogFormat {
    text,
    json
  }

  /** Which of the operator's own log lines are written: those of this level and above. */
  enum LogLevel {
    debug,
    info,
    warn,
    error
  }

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the command that the arguments name; returns the exit code. */
  static int execute(String... args) {
    Logging.configure(args);
    // What the clouds write is no ASCII, wherever the process runs.
    var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    return new CommandLine(new Main()).setOut(out).execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(command.commandLine(), "Missing command");
  }

  /** What has to be known before the first logger is made, which is before the commands are. */
  static final class Logging {

    /** Commands whose standard output is what they were run for. */
    private static final Set<String> PRINTING = Set.of("list", "export");

    @Option(names = "--log-format")
    private LogFormat format = LogFormat.text;

    @Option(names = "--log-level")
    private @Nullable LogLevel level;

    @Parameters private List<String> words = new ArrayList<>();

    static void configure(String... args) {
      var logging = new Logging();
      try {
        new CommandLine(logging).setUnmatchedArgumentsAllowed(true).parseArgs(args);
        System.setProperty("log.format", logging.format.name());
        if (!logging.words.isEmpty() && PRINTING.contains(logging.words.get(0))) {
          System.setProperty("log.target", "System.err");
          System.setProperty("log.level", System.getProperty("log.level", "WARN"));
        }
        if (logging.level != null) {
          System.setProperty("log.level", logging.level.name());
        }
      } catch (CommandLine.ParameterException e) {
        // The real command line meets the same, and says so.
      }
    }
  }

  /** The version, for --version and the version command. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      var build = BuildInfo.load();
      return new String[] {
        "vpcep-operator %s (%s), Java %s"
            .formatted(build.version(), build.revision(), Runtime.version())
      };
    }
  }

  /** Prints the version. */
  @Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
  static final class VersionCommand implements Runnable {

    @Spec private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
      command.root().commandLine().printVersionHelp(System.out);
    }
  }
}
