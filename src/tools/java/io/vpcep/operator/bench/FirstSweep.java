package io.vpcep.operator.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Finds the calls of each source's first sweep in a log: those before its first query returns. */
final class FirstSweep {

  private FirstSweep() {}

  /**
   * How many calls the first sweeps took, all sources together.
   *
   * @param calls paths with queries, oldest first
   */
  static int calls(List<String> calls) {
    var bySource = new HashMap<String, List<String>>();
    for (String call : calls) {
      var source = call.split("\\?", 2)[0];
      bySource.computeIfAbsent(source, key -> new ArrayList<>()).add(call);
    }
    return bySource.values().stream().mapToInt(FirstSweep::length).sum();
  }

  private static int length(List<String> calls) {
    int again = calls.subList(1, calls.size()).indexOf(calls.get(0));
    return again < 0 ? calls.size() : again + 1;
  }
}
