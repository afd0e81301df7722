package io.vpcep.emulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.data.BadDataException;
import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.http.Operation.Api;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Reads a fault as the control interface takes it. */
public final class FaultReader {

  private FaultReader() {}

  /**
   * Reads a fault. Without a kind it is a status when it names a status or a body, and otherwise a
   * delay.
   *
   * @throws BadDataException when it cannot be taken
   */
  public static Fault read(JsonNode document) {
    Fields fields =
        Fields.of(
            document, "", "path", "api", "source", "offset", "kind", "status", "headers", "body",
            "times", "delay");
    return new Fault(
        target(fields),
        kind(fields),
        fields.number("status", 200, 599).map(Long::intValue).orElse(null),
        fields.textsByName("headers"),
        fields.text("body", 1 << 20).orElse(null),
        fields.number("times", 1, Integer.MAX_VALUE).map(Long::intValue).orElse(null),
        fields.duration("delay").orElse(Duration.ZERO));
  }

  private static Target target(Fields fields) {
    return new Target(
        fields.parsed("path", FaultReader::pattern, "allowed are regular expressions").orElse(null),
        fields.parsed("api", FaultReader::api, "allowed are vpcep, css, iam").orElse(null),
        fields.id("source").orElse(null),
        fields.number("offset", 0, Integer.MAX_VALUE).orElse(null));
  }

  private static FaultKind kind(Fields fields) {
    if (fields.has("kind")) {
      return fields
          .parsed("kind", FaultKind::of, "allowed are " + FaultKind.words())
          .orElseThrow(() -> fields.missing("kind"));
    }
    if (fields.has("status") || fields.has("body")) {
      return FaultKind.STATUS;
    }
    if (fields.has("delay")) {
      return FaultKind.DELAY;
    }
    throw fields.bad("kind", "allowed are " + FaultKind.words());
  }

  private static Optional<Pattern> pattern(String regex) {
    try {
      return regex.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Api> api(String word) {
    return Stream.of(Api.VPCEP, Api.CSS, Api.IAM)
        .filter(api -> api.value().equals(word))
        .findFirst();
  }
}
