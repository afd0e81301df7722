package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GitHub reads of the project: workflows, forms for issues, and updates of dependencies. */
class ProjectFilesTest {

  private static final Path FOLDER = Path.of(".github");
  private static final YAMLMapper YAML = new YAMLMapper();

  static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("workflows"))) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void aWorkflowMayOnlyReadAndPinsTheMajorVersionOfItsActions(Path file) throws IOException {
    var workflow = read(file);

    assertThat(workflow.get("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
    assertThat(workflow.findValuesAsText("uses"))
        .isNotEmpty()
        .allMatch(action -> action.matches("actions/[a-z-]+@v\\d+"));
  }

  @Test
  void theGateOfEveryChangeIsTheScriptThatAnybodyCanRun() throws IOException {
    var gate = read(FOLDER.resolve("workflows/gate.yml"));

    assertThat(gate.get("on").has("pull_request")).isTrue();
    assertThat(gate.findValuesAsText("run")).containsExactly(".ci/run");
    assertThat(Files.isExecutable(Path.of(".ci/run"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bug", "feature"})
  void aFormForIssuesAsksForSomething(String form) throws IOException {
    var read = read(FOLDER.resolve("ISSUE_TEMPLATE").resolve(form + ".yml"));

    assertThat(read.get("name").asText()).isNotEmpty();
    assertThat(read.get("description").asText()).isNotEmpty();
    assertThat(read.findValues("required")).anyMatch(JsonNode::asBoolean);
    assertThat(read.findValuesAsText("id")).doesNotHaveDuplicates();
  }

  @Test
  void updatesAreProposedForEveryKindOfDependency() throws IOException {
    var updates = read(FOLDER.resolve("dependabot.yml")).get("updates");

    assertThat(updates.findValuesAsText("package-ecosystem"))
        .containsExactlyInAnyOrder("maven", "gomod", "pip", "docker", "github-actions");
    assertThat(updates).allMatch(update -> update.has("groups"));
    assertThat(updates.get(1).at("/directories/0").asText()).isEqualTo("/src/controlplane/*");
    assertThat(Path.of("src/controlplane/helm/go.mod")).exists();
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }
}
