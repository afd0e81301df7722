package io.vpcep.operator;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.command.ConnectionFilter;
import io.vpcep.operator.command.Target;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that reads a source has to know. */
final class SourceOptions {

  private static final Pattern ACCOUNT =
      Pattern.compile(
          "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)/([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--account",
      required = true,
      paramLabel = "NS/NAME",
      description = "The CloudAccount whose credentials and project are used.")
  private String account = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private SourceId source = new SourceId();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file of the operator (YAML).")
  private @Nullable Path config;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only connections in this state; may be repeated.")
  private Set<String> states = new LinkedHashSet<>();

  @Option(
      names = "--domain",
      paramLabel = "ID",
      description = "Only connections of this domain (account) ID; may be repeated.")
  private Set<String> domains = new LinkedHashSet<>();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long the command may take, from 1s to 10m. Default: ${DEFAULT-VALUE}.")
  private String timeout = "";

  /** The source; exactly one is given. */
  private static final class SourceId {

    @Option(
        names = "--service",
        paramLabel = "ID",
        description = "The VPC endpoint service to read.")
    private @Nullable String service;

    @Option(names = "--cluster", paramLabel = "ID", description = "The CSS cluster to read.")
    private @Nullable String cluster;
  }

  /** What is to be read. */
  Target target() {
    var names = ACCOUNT.matcher(account);
    if (!names.matches()) {
      throw invalid("--account", account, "a namespace and a name, such as shop/prod");
    }
    var option = source.service == null ? "--cluster" : "--service";
    var id = requireNonNullElse(source.service, requireNonNullElse(source.cluster, ""));
    if (!ID.matcher(id).matches()) {
      throw invalid(option, id, "1 to 64 letters, digits, dashes or underscores");
    }
    return Target.of(
        new AccountKey(names.group(1), names.group(3)), source.service, source.cluster);
  }

  /** Which connections are printed. */
  ConnectionFilter filter() {
    return new ConnectionFilter(states, domains);
  }

  /** How long everything may take together. */
  Duration timeout() {
    try {
      var duration = GoDuration.parse(timeout);
      if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      // As one that is too long.
    }
    throw invalid("--timeout", timeout, "a duration between 1s and 10m");
  }

  /** The operator's configuration. */
  Settings settings() throws SettingsException {
    return config == null ? Settings.defaults() : Settings.load(config);
  }

  /** The refusal of an argument. */
  ParameterException invalid(String option, String value, String allowed) {
    return new ParameterException(
        command.commandLine(),
        "Invalid value for option '%s': \"%s\": must be %s".formatted(option, value, allowed));
  }
}
