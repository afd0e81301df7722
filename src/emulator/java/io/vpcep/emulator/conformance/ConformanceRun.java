package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.emulator.conformance.Caller.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs cases one after the other. */
final class ConformanceRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Target target;
  private final Caller caller;
  private final boolean write;

  /**
   * @param write whether cases that may change something are run
   */
  ConformanceRun(Target target, Caller caller, boolean write) {
    this.target = target;
    this.caller = caller;
    this.write = write;
  }

  Outcome run(ConformanceCase test) throws InterruptedException {
    if (test.write() && !write) {
      return Outcome.skipped(test, "may change something; --write runs it");
    }
    Optional<String> missing = target.missing(test);
    if (missing.isPresent()) {
      return Outcome.skipped(test, "no " + missing.get() + " is given");
    }
    try {
      return Outcome.of(test, differences(test, caller.call(test, target)));
    } catch (IOException e) {
      return Outcome.of(test, List.of("no response: " + e.getClass().getSimpleName()));
    }
  }

  private static List<String> differences(ConformanceCase test, Reply reply) {
    List<String> differences = new ArrayList<>();
    if (!test.statuses().contains(reply.status())) {
      differences.add("status is %d, expected %s".formatted(reply.status(), test.statuses()));
      return differences;
    }
    if (!test.fields().isEmpty()) {
      fields(test, reply, differences);
    }
    return differences;
  }

  private static void fields(ConformanceCase test, Reply reply, List<String> differences) {
    try {
      JsonNode body = JSON.readTree(reply.body());
      test.fields().forEach(rule -> differences.addAll(rule.differences(body)));
    } catch (JsonProcessingException e) {
      differences.add("the body is no JSON");
    }
  }
}
