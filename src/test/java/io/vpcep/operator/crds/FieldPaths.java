package io.vpcep.operator.crds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The paths of our own fields in what {@code kubectl explain --recursive} prints: a tree by
 * indentation, with two blanks a level.
 */
record FieldPaths(List<String> lines) {

  List<String> all() {
    var paths = new ArrayList<String>();
    Deque<String> path = new ArrayDeque<>();
    for (var line : lines) {
      int level = indentation(line) / 2;
      if (level == 0 || !line.contains("\t")) {
        continue;
      }
      while (path.size() >= level) {
        path.removeLast();
      }
      path.addLast(line.strip().split("\t", 2)[0]);
      if (path.getFirst().equals("spec") || path.getFirst().equals("status")) {
        paths.add(String.join(".", path));
      }
    }
    return paths;
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
