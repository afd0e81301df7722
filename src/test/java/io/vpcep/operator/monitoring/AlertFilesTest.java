package io.vpcep.operator.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the alerts without running them. */
class AlertFilesTest {

  private static final Path PAGE = Path.of("docs/alerts.md");
  private static final Pattern METRIC = Pattern.compile("\\bvpcep_[a-z_]+");

  static List<JsonNode> alerts() throws IOException {
    return AlertFiles.alerts();
  }

  @Test
  void theManifestHoldsTheSameRules() throws IOException {
    assertThat(Files.readString(AlertFiles.MANIFEST))
        .as("prometheusrule.yaml differs from rules.yaml: run mvn -Palerts")
        .isEqualTo(AlertFiles.manifest());
    assertThat(AlertFiles.read(AlertFiles.MANIFEST).at("/spec/groups"))
        .isEqualTo(AlertFiles.groups());
  }

  @Test
  void thereIsAnAlertForWhatWasPromised() throws IOException {
    assertThat(alerts())
        .extracting(alert -> alert.path("alert").asText())
        .containsExactlyInAnyOrder(
            "VpcepConnectionFailed",
            "VpcepConnectionAcceptanceOverdue",
            "VpcepConnectionRejected",
            "VpcepConnectionNotFound",
            "VpcepConnectionInTransition",
            "VpcepServiceConnectionFailed",
            "VpcepServiceAcceptanceOverdue",
            "VpcepServiceSeriesOmitted",
            "VpcepAcceptanceFailing",
            "VpcepAcceptanceUndecided",
            "VpcepAccountNotReady",
            "VpcepSweepStale",
            "VpcepPollIntervalsStretched",
            "VpcepApiErrors",
            "VpcepApiThrottled",
            "VpcepOperatorDown",
            "VpcepReconcileErrors",
            "VpcepOperatorStuck");
  }

  @Test
  void thePageHasTheCommandThatAddsLabelsToTheRules() throws Exception {
    // Given
    var command =
        Files.readString(PAGE)
            .lines()
            .filter(line -> line.startsWith("sed "))
            .findFirst()
            .orElseThrow();
    // When
    var sed =
        new ProcessBuilder("sh", "-c", command.replaceFirst(" > .*", ""))
            .redirectError(Redirect.INHERIT)
            .start();
    var written = new String(sed.getInputStream().readAllBytes(), UTF_8);
    // Then
    assertThat(new YAMLMapper().readTree(written))
        .isEqualTo(
            new YAMLMapper().readTree(AlertFiles.labelled(List.of("label_team", "label_tier"))));
  }

  @Test
  void thePageAdvisesWhatIsTested() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            "team: '{{ or $labels.label_team \"platform\" }}'",
            "severity: '{{ if eq $labels.label_tier \"gold\" }}critical{{ else }}warning{{ end }}'");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertTellsAPersonWhatItIsAndWhereToReadOn(JsonNode alert) throws IOException {
    var name = alert.get("alert").asText();
    assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
    assertThat(alert.path("for").asText()).matches("[0-9]+m");
    assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
    assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
    assertThat(alert.at("/annotations/runbook_url").asText())
        .isEqualTo(
            "https://github.com/vpcep/vpcep-operator/blob/main/docs/runbooks/" + name + ".md");
    assertThat(Files.readString(Path.of("docs/runbooks", name + ".md")).lines())
        .startsWith("# " + name)
        .filteredOn(line -> line.startsWith("## "))
        .containsExactly("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");
    assertThat(Files.readString(PAGE)).contains("| `" + name + "` |");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertIsAboutMetricsThatTheirPageLists(JsonNode alert) throws IOException {
    var page = Files.readString(Path.of("docs/metrics.md"));
    assertThat(METRIC.matcher(alert.get("expr").asText()).results())
        .allSatisfy(metric -> assertThat(page).contains("`" + metric.group() + "`"));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertHasATestInWhichItFiresAndOneInWhichItDoesNot(JsonNode alert) throws IOException {
    var name = alert.get("alert").asText();
    var expected = new ArrayList<Integer>();
    for (var file : PromtoolIT.tests()) {
      for (var test : AlertFiles.read(file).get("tests")) {
        for (var check : test.path("alert_rule_test")) {
          // An alias of YAML is no array: it repeats what was counted where it is defined.
          if (check.get("alertname").asText().equals(name) && check.get("exp_alerts").isArray()) {
            expected.add(check.get("exp_alerts").size());
          }
        }
      }
    }
    assertThat(expected).contains(0, 1);
  }
}
