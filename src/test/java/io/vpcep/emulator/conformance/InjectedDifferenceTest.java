package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vpcep.emulator.conformance.Caller.Response;
import io.vpcep.emulator.conformance.Outcome.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite notices what is different in a response, and reports it of that request alone. */
class InjectedDifferenceTest {

  private static final int TEAPOT = 418;

  private static ConformanceFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = ConformanceFixture.start("huaweicloud");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  /** The emulator, with one response different. */
  private static Caller injected(ConformanceCase test, UnaryOperator<Response> difference) {
    Caller real = ConformanceFixture.caller();
    return (asked, at) -> {
      Response response = real.call(asked, at);
      return asked.name().equals(test.name()) ? difference.apply(response) : response;
    };
  }

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onlyTheCaseOfADifferentResponseIsDifferent(ConformanceCase test) throws Exception {
    UnaryOperator<Response> difference =
        test.fields().isEmpty()
            ? response -> new Response(TEAPOT, response.body())
            : FieldChange.wrongType(test.fields().get(0));

    List<Outcome> outcomes = fixture.run(injected(test, difference), true);

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.verdict() != Verdict.OK)
        .extracting(outcome -> outcome.test().name(), Outcome::verdict)
        .containsExactly(tuple(test.name(), Verdict.DIFFERENT));
  }

  static Stream<Arguments> rules() {
    return cases().flatMap(test -> test.fields().stream().map(rule -> arguments(test, rule)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aFieldOfTheWrongTypeIsDifferent(ConformanceCase test, FieldRule rule) throws Exception {
    Outcome outcome = fixture.run(test, injected(test, FieldChange.wrongType(rule)));

    assertThat(outcome.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(outcome.remarks()).anyMatch(remark -> remark.endsWith("expected " + rule.kind()));
  }

  /** Where it may be missing, the result is partial. */
  @ParameterizedTest
  @MethodSource("rules")
  void aMissingFieldIsReported(ConformanceCase test, FieldRule rule) throws Exception {
    boolean mayBeMissing = rule.optional() || rule.path().endsWith("[]");

    Outcome outcome = fixture.run(test, injected(test, FieldChange.missing(rule)));

    assertThat(outcome.verdict()).isEqualTo(mayBeMissing ? Verdict.PARTIAL : Verdict.DIFFERENT);
    assertThat(outcome.unseen().contains(rule.path())).isEqualTo(mayBeMissing);
  }
}
