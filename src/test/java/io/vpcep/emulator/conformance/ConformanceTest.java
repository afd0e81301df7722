package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.conformance.Caller.Reply;
import io.vpcep.emulator.conformance.Outcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator answers as the documents say, and the suite notices when it does not. */
class ConformanceTest {

  private static final String DATA =
      """
      dialect: %s
      projects: [{name: eu-de, id: some-project}]
      services:
        - id: s
          permissions: ["iam:domain::a"]
          connections:
            - {id: a, status: accepted, description: text}
            - {id: b, status: failed, error: [{error_code: E.1, error_message: made up}]}
            - {id: c, status: pendingAcceptance}
      clusters:
        - id: c
          vpcServiceName: eu-de.css.1
          permissions: [{id: p, permission: "iam:domain::a", created_at: 2021-09-17T08:00:00Z}]
          connections: [{id: a, vpcepIp: 192.168.0.7}]
      """;

  private final Authenticator token = Authenticator.token(EmulatorClient.TOKEN);
  private Emulator emulator;

  @BeforeEach
  void start() throws IOException {
    start("huaweicloud");
  }

  private void start(String dialect) throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withData(DATA.formatted(dialect)));
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private Target target(boolean withToken) {
    Map<String, String> values =
        new HashMap<>(Map.of("project", "some-project", "service", "s", "cluster", "c"));
    values.put("domain", "d");
    for (String api : List.of("iam", "vpcep", "css")) {
      values.put(api, emulator.url());
    }
    if (withToken) {
      values.put("token", EmulatorClient.TOKEN);
    }
    return new Target(values);
  }

  private List<Outcome> run(Authenticator authenticator, boolean withToken, boolean write)
      throws InterruptedException {
    var run = new ConformanceRun(target(withToken), new HttpCaller(authenticator), write);
    List<Outcome> outcomes = new ArrayList<>();
    for (ConformanceCase test : ConformanceCase.all()) {
      outcomes.add(run.run(test));
    }
    return outcomes;
  }

  private static List<String> report(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream()
        .filter(outcome -> outcome.verdict() == verdict)
        .map(Outcome::shown)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"huaweicloud", "otc"})
  void theEmulatorAnswersEveryRequestAsTheDocumentsSay(String dialect) throws Exception {
    stop();
    start(dialect);

    List<Outcome> outcomes = run(token, true, true);

    assertThat(report(outcomes, Verdict.DIFFERENT)).isEmpty();
    assertThat(report(outcomes, Verdict.SKIPPED)).isEmpty();
  }

  @Test
  void signedRequestsAreAnsweredToo() throws Exception {
    Authenticator signer =
        new AccessKeySigner(
            "emulator-access-key", "emulator-secret-key", null, InstantSource.system());

    List<Outcome> outcomes = run(signer, false, true);

    assertThat(report(outcomes, Verdict.DIFFERENT)).isEmpty();
    assertThat(report(outcomes, Verdict.SKIPPED)).hasSize(2).allMatch(r -> r.contains("no token"));
  }

  @Test
  void nothingIsWrittenUnlessItIsAskedFor() throws Exception {
    List<Outcome> outcomes = run(token, true, false);

    assertThat(report(outcomes, Verdict.DIFFERENT)).isEmpty();
    assertThat(report(outcomes, Verdict.SKIPPED)).hasSize(5).allMatch(r -> r.contains("--write"));
    assertThat(emulator.requests().all())
        .allMatch(request -> List.of("GET", "HEAD").contains(request.method()));
  }

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDifferenceInAnyResponseIsNoticed(ConformanceCase test) throws Exception {
    Caller real = new HttpCaller(token);
    Caller wrongStatus = (asked, at) -> new Reply(418, real.call(asked, at).body());
    Caller wrongBody = (asked, at) -> new Reply(real.call(asked, at).status(), "[]");

    assertThat(new ConformanceRun(target(true), wrongStatus, true).run(test).verdict())
        .isEqualTo(Verdict.DIFFERENT);
    boolean anyMandatory =
        test.fields().stream().anyMatch(r -> !r.optional() && !r.path().contains("[]"));
    if (anyMandatory) {
      assertThat(new ConformanceRun(target(true), wrongBody, true).run(test).verdict())
          .isEqualTo(Verdict.DIFFERENT);
    }
    assertThat(new ConformanceRun(target(true), real, true).run(test).verdict())
        .isEqualTo(Verdict.OK);
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
