package io.vpcep.operator.command;

import java.util.List;

/**
 * What a command prints.
 *
 * @param text for the standard output; ends with a line break, or is empty
 * @param notes lines for the standard error output
 */
public record Printout(String text, List<String> notes) {

  public Printout {
    notes = List.copyOf(notes);
  }
}
