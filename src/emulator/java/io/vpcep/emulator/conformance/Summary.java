package io.vpcep.emulator.conformance;

import io.vpcep.emulator.conformance.Outcome.Verdict;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a run. */
final class Summary {

  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private int fields;
  private int unseen;

  void add(Outcome outcome) {
    counts.merge(outcome.verdict(), 1, Integer::sum);
    if (outcome.verdict() != Verdict.SKIPPED) {
      fields += outcome.test().fields().size();
      unseen += outcome.unseen().size();
    }
  }

  boolean hasDifferences() {
    return count(Verdict.DIFFERENT) > 0;
  }

  /** As the last line of a report. */
  String shown() {
    return "%d as expected, %d partial (%d of %d fields not seen), %d different, %d skipped"
        .formatted(
            count(Verdict.OK),
            count(Verdict.PARTIAL),
            unseen,
            fields,
            count(Verdict.DIFFERENT),
            count(Verdict.SKIPPED));
  }

  private int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }
}
