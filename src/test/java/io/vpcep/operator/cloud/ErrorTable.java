package io.vpcep.operator.cloud;

import static java.util.stream.Collectors.toMap;

import io.vpcep.operator.documentation.Page;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of docs/errors.md, one for each code, status and call that a row stands for. */
final class ErrorTable {

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:–(\\d+))?");
  private static final Map<String, List<Call>> CALLS =
      new TreeMap<>(
          Stream.of(Call.values()).collect(toMap(call -> call.service, call -> List.of(call))));

  static {
    CALLS.put("IAM", List.of(Call.LOGIN, Call.PROJECT_LOOKUP));
    CALLS.put("all", List.of(Call.values()));
  }

  private ErrorTable() {}

  /** What is asked of the cloud. */
  enum Call {
    LIST_SERVICE("VPCEP"),
    LIST_CLUSTER("CSS"),
    LOGIN("login"),
    PROJECT_LOOKUP("project lookup");

    private final String service;

    Call(String service) {
      this.service = service;
    }
  }

  /** One thing that the table promises; the code is empty where the answer has none. */
  record Promise(String code, int status, Call call, String reason, String retry) {}

  static List<Promise> promises() {
    return Page.read("docs/errors.md")
        .table("code", "HTTP", "service", "meaning", "reason", "retry")
        .stream()
        .flatMap(ErrorTable::promises)
        .toList();
  }

  private static Stream<Promise> promises(List<String> row) {
    return codes(row.get(0)).stream().flatMap(code -> promises(code, row));
  }

  private static Stream<Promise> promises(String code, List<String> row) {
    return numbers(row.get(1)).boxed().flatMap(status -> promises(code, status, row));
  }

  private static Stream<Promise> promises(String code, int status, List<String> row) {
    String reason = row.get(4).replace("`", "");
    return calls(row.get(2))
        .map(call -> new Promise(code, status, call, reason, retry(row.get(5), call)));
  }

  /** {@code next poll, probe for an account} is the one cell that says two things. */
  private static String retry(String cell, Call call) {
    String[] paces = cell.split(", ", -1);
    boolean atAccount = call == Call.LOGIN || call == Call.PROJECT_LOOKUP;
    return paces[atAccount ? paces.length - 1 : 0].replace(" for an account", "");
  }

  private static List<String> codes(String cell) {
    if (cell.equals("–")) {
      return List.of("");
    }
    int dot = cell.indexOf('.') + 1;
    return numbers(cell.substring(dot))
        .mapToObj("%04d"::formatted)
        .map(cell.substring(0, dot)::concat)
        .toList();
  }

  private static IntStream numbers(String cell) {
    Matcher matcher = NUMBERS.matcher(cell);
    return matcher.results().flatMapToInt(ErrorTable::range);
  }

  private static IntStream range(MatchResult found) {
    int first = Integer.parseInt(found.group(1));
    String last = found.group(2);
    return IntStream.rangeClosed(first, last == null ? first : Integer.parseInt(last));
  }

  private static Stream<Call> calls(String cell) {
    return Stream.of(cell.split(", ", -1)).flatMap(service -> calledBy(service).stream());
  }

  private static List<Call> calledBy(String service) {
    List<Call> calls = CALLS.get(service);
    if (calls == null) {
      throw new AssertionError("docs/errors.md names a service " + service);
    }
    return calls;
  }
}
