package io.vpcep.operator.pages;

import java.util.Map;
import java.util.Optional;

/** What is listed for commands, by how they begin. */
final class Listed {

  private Listed() {}

  /** What is listed for a command. */
  static <T> Optional<T> in(Map<String, T> list, FencedCommand command) {
    return list.entrySet().stream()
        .filter(entry -> command.text().startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
