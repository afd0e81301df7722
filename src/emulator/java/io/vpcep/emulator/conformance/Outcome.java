package io.vpcep.emulator.conformance;

import java.util.List;
import java.util.Locale;

/**
 * The result of a case.
 *
 * @param test the case
 * @param verdict how it ended
 * @param remarks a line for each difference, or why it was skipped
 * @param unseen the paths of the fields that the response could have but did not, so that their
 *     rules compared nothing
 */
record Outcome(ConformanceCase test, Verdict verdict, List<String> remarks, List<String> unseen) {

  private static final String INDENT = "\n            ";

  /** How a case ends. */
  enum Verdict {
    /** Every field was in the response, and as expected. */
    OK,
    /** What was in the response is as expected, but some fields were not in it. */
    PARTIAL,
    DIFFERENT,
    SKIPPED
  }

  static Outcome skipped(ConformanceCase test, String why) {
    return new Outcome(test, Verdict.SKIPPED, List.of(why), List.of());
  }

  static Outcome different(ConformanceCase test, String difference) {
    return of(test, List.of(difference), List.of());
  }

  static Outcome of(ConformanceCase test, List<String> differences, List<String> unseen) {
    return new Outcome(test, verdict(differences, unseen), differences, unseen);
  }

  private static Verdict verdict(List<String> differences, List<String> unseen) {
    if (!differences.isEmpty()) {
      return Verdict.DIFFERENT;
    }
    return unseen.isEmpty() ? Verdict.OK : Verdict.PARTIAL;
  }

  /** As lines of a report: no value of a response but error codes, and no header. */
  String shown() {
    String head = "%-9s %s".formatted(verdict.name().toLowerCase(Locale.ROOT), test.name());
    return switch (verdict) {
      case OK -> head;
      case SKIPPED -> head + ": " + remarks.get(0);
      case PARTIAL -> head + unseenLine();
      case DIFFERENT ->
          head
              + (INDENT + String.join(INDENT, remarks))
              + (unseen.isEmpty() ? "" : INDENT + "also" + unseenLine())
              + (INDENT + "source: " + test.source());
    };
  }

  private String unseenLine() {
    return ": %d of %d fields not in the response: %s"
        .formatted(unseen.size(), test.fields().size(), String.join(", ", unseen));
  }
}
