package io.vpcep.emulator.conformance;

import java.util.List;
import java.util.Locale;

/**
 * What became of a case.
 *
 * @param test the case
 * @param verdict how it ended
 * @param remarks a line for each difference, or why it was skipped
 */
record Outcome(ConformanceCase test, Verdict verdict, List<String> remarks) {

  /** How a case ends. */
  enum Verdict {
    OK,
    DIFFERENT,
    SKIPPED
  }

  static Outcome skipped(ConformanceCase test, String why) {
    return new Outcome(test, Verdict.SKIPPED, List.of(why));
  }

  static Outcome of(ConformanceCase test, List<String> differences) {
    return new Outcome(test, differences.isEmpty() ? Verdict.OK : Verdict.DIFFERENT, differences);
  }

  /** As lines of a report: no value of a response but error codes, and no header. */
  String shown() {
    String head = "%-9s %s".formatted(verdict.name().toLowerCase(Locale.ROOT), test.name());
    return switch (verdict) {
      case OK -> head;
      case SKIPPED -> head + ": " + remarks.get(0);
      case DIFFERENT ->
          head
              + "\n            "
              + String.join("\n            ", remarks)
              + "\n            source: "
              + test.source();
    };
  }
}
