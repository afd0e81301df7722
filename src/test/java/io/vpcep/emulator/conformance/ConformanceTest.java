package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.conformance.Outcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulator responds as the documents say. */
class ConformanceTest {

  private ConformanceFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = ConformanceFixture.start("huaweicloud");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static List<String> report(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream()
        .filter(outcome -> outcome.verdict() == verdict)
        .map(Outcome::shown)
        .toList();
  }

  /** Of every case each field, so that no rule compares nothing. */
  @Test
  void theEmulatorRespondsToEveryRequestAsTheDocumentsSay() throws Exception {
    List<Outcome> outcomes = fixture.run(ConformanceFixture.caller(), true);

    assertThat(outcomes.stream().map(Outcome::shown))
        .containsExactlyElementsOf(
            ConformanceCase.all().stream().map(test -> "ok        " + test.name()).toList());
  }

  /** Open Telekom Cloud has no descriptions of connections. */
  @Test
  void theOtherDialectDiffersOnlyInWhatItLacks() throws Exception {
    stop();
    fixture = ConformanceFixture.start("otc");

    List<Outcome> outcomes = fixture.run(ConformanceFixture.caller(), true);

    assertThat(outcomes.stream().map(Outcome::shown).filter(shown -> !shown.startsWith("ok ")))
        .containsExactly(
            "partial   vpcep-connections: 1 of 12 fields not in the response:"
                + " connections[].description");
  }

  @Test
  void signedRequestsWorkToo() throws Exception {
    Authenticator signer =
        new AccessKeySigner(
            "emulator-access-key", "emulator-secret-key", null, InstantSource.system());

    List<Outcome> outcomes =
        ConformanceFixture.run(fixture.target(false), new HttpCaller(signer), true);

    assertThat(report(outcomes, Verdict.DIFFERENT)).isEmpty();
    assertThat(report(outcomes, Verdict.PARTIAL)).isEmpty();
    assertThat(report(outcomes, Verdict.SKIPPED)).hasSize(2).allMatch(r -> r.contains("no token"));
  }

  @Test
  void nothingIsWrittenUnlessItIsAskedFor() throws Exception {
    List<Outcome> outcomes = fixture.run(ConformanceFixture.caller(), false);

    assertThat(report(outcomes, Verdict.DIFFERENT)).isEmpty();
    assertThat(report(outcomes, Verdict.SKIPPED)).hasSize(5).allMatch(r -> r.contains("--write"));
    assertThat(fixture.emulator().requests().all())
        .allMatch(request -> List.of("GET", "HEAD").contains(request.method()));
  }

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseNamesItsSource(ConformanceCase test) {
    assertThat(test.source()).contains("Cloud, ");
    assertThat(test.statuses()).isNotEmpty();
    assertThat(test.fields().isEmpty()).isEqualTo(test.method().equals("HEAD"));
  }

  @Test
  void everyFileIsRun() throws IOException {
    Path folder = Path.of("src/emulator/resources/io/vpcep/emulator/conformance");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(ConformanceCase.all().stream().map(test -> test.name() + ".yaml"))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml"))
                  .toList());
    }
  }
}
