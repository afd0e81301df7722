package io.vpcep.operator;

import io.vpcep.operator.command.ListFormat;
import io.vpcep.operator.command.ListedSource;
import io.vpcep.operator.command.Printout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what a source lists. */
@Command(
    name = "list",
    description = {
      "Print the connections that a source lists, read with the credentials of a CloudAccount."
          + " Changes nothing.",
      SourceCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
final class ListCommand extends SourceCommand {

  @Option(
      names = "-o",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "The format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ListFormat format = ListFormat.table;

  @Override
  Printout print(ListedSource listed, ClusterReader cluster) {
    return format.print(listed);
  }
}
