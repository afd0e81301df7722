package io.vpcep.emulator.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.emulator.conformance.Caller.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs cases one after the other. */
final class ConformanceRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One of each API that the credentials of any project can read. */
  private static final Set<String> CREDENTIALS_TESTS =
      Set.of("iam-projects", "vpcep-services", "css-clusters");

  private static final int UNAUTHORIZED = 401;

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

  /**
   * Sends one request, with credentials. A cloud locks an access key or a user after a few that are
   * wrong, so that no second one is sent with those.
   */
  boolean areCredentialsRefused() throws InterruptedException {
    for (ConformanceCase test : ConformanceCase.all()) {
      if (CREDENTIALS_TESTS.contains(test.name()) && target.missing(test).isEmpty()) {
        return isUnauthorized(test);
      }
    }
    return false;
  }

  private boolean isUnauthorized(ConformanceCase test) throws InterruptedException {
    try {
      return caller.call(test, target).status() == UNAUTHORIZED;
    } catch (IOException e) {
      return false; // The case itself reports it.
    }
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
      return compare(test, caller.call(test, target));
    } catch (ResponseTooLargeException e) {
      return Outcome.different(test, "the response is larger than 16 MiB");
    } catch (IOException e) {
      return Outcome.different(test, "no response: " + e.getClass().getSimpleName());
    }
  }

  private static Outcome compare(ConformanceCase test, Response response) {
    if (!test.statuses().contains(response.status())) {
      return Outcome.different(
          test, "status is %d, expected %s".formatted(response.status(), test.statuses()));
    }
    return test.fields().isEmpty()
        ? Outcome.of(test, List.of(), List.of())
        : compareFields(test, response.body());
  }

  private static Outcome compareFields(ConformanceCase test, String text) {
    try {
      JsonNode body = JSON.readTree(text);
      return Outcome.of(
          test,
          test.fields().stream().flatMap(rule -> rule.differences(body).stream()).toList(),
          test.fields().stream()
              .filter(rule -> !rule.isIn(body) && rule.differences(body).isEmpty())
              .map(FieldRule::path)
              .toList());
    } catch (JsonProcessingException e) {
      return Outcome.different(test, "the body is no JSON");
    }
  }
}
