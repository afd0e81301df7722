package io.vpcep.operator;

import io.vpcep.operator.command.Export;
import io.vpcep.operator.command.ListedSource;
import io.vpcep.operator.command.Printout;
import io.vpcep.operator.decision.ConnectionName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a manifest for each connection that a source lists. */
@Command(
    name = "export",
    description = {
      "Print a VpcEndpointConnection for each connection that a source lists and that has none, as"
          + " YAML for kubectl apply or Git. Changes nothing.",
      SourceCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
final class ExportCommand extends SourceCommand {

  @Option(
      names = "--name-prefix",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "What the names begin with. Default: none.")
  private String prefix = "";

  @Option(
      names = "--all",
      description = "Also export connections that have a VpcEndpointConnection already.")
  private boolean all;

  @Override
  void check(SourceOptions given) {
    if (!prefix.isEmpty()
        && (!prefix.matches(ConnectionName.PREFIX)
            || prefix.length() > ConnectionName.MAX_PREFIX)) {
      throw given.invalid(
          "--name-prefix",
          prefix,
          "lower-case letters, digits and dashes, at most %d, the first one no dash"
              .formatted(ConnectionName.MAX_PREFIX));
    }
  }

  @Override
  Printout print(ListedSource listed, ClusterReader cluster) throws CommandException {
    return Export.print(listed, prefix, all, cluster.connections(listed.target().namespace()));
  }
}
