package io.vpcep.operator.controlplane;

/**
 * What a command that ran to its end left behind.
 *
 * @param output its standard output
 * @param errors its standard error
 */
public record CommandResult(int exitCode, String output, String errors) {

  public boolean succeeded() {
    return exitCode == 0;
  }
}
