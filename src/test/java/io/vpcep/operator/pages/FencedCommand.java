package io.vpcep.operator.pages;

import io.vpcep.operator.documentation.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page tells its reader to type.
 *
 * @param text the command, on one line
 * @param input what it reads; empty if nothing
 */
record FencedCommand(String text, String input) {

  /** What the reader of a manifest does with it. */
  static final String APPLY = "kubectl apply -f -";

  private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```$");
  private static final String PROMPT = "$ ";

  /**
   * All commands from the first heading below the title on, in the order of the page: those of
   * blocks without a language, and one for each block of YAML that has manifests. What is above
   * shows how things look.
   */
  static List<FencedCommand> of(Page page) {
    return in(page.text().substring(page.text().indexOf("\n## ")));
  }

  /** The commands of a text. */
  static List<FencedCommand> in(String markdown) {
    var commands = new ArrayList<FencedCommand>();
    for (var block : FENCE.matcher(markdown).results().toList()) {
      var content = block.group(3).replaceAll("(?m)^" + block.group(1), "");
      if (block.group(2).isEmpty()) {
        typed(content).forEach(text -> commands.add(new FencedCommand(text, "")));
      } else if (block.group(2).equals("yaml") && content.startsWith("apiVersion: ")) {
        commands.add(new FencedCommand(APPLY, content));
      }
    }
    return commands;
  }

  /** Without comments. Where there is a prompt, what has none is output. */
  private static List<String> typed(String block) {
    boolean prompted = block.startsWith(PROMPT);
    return block
        .replaceAll(" *\\\\\\n *", " ")
        .lines()
        .filter(line -> !prompted || line.startsWith(PROMPT))
        .map(line -> prompted ? line.substring(PROMPT.length()) : line)
        .map(line -> line.replaceAll("(^|\\s+)# .*$", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  @Override
  public String toString() {
    return input.isEmpty() ? text : text + " < " + input.lines().skip(1).findFirst().orElse("");
  }
}
