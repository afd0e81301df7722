package io.vpcep.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Wherever the kinds of our group have to be named by hand, none is left out. */
class KindsTest {

  private static final Path CHART = Path.of("helm/vpcep-operator");
  private static final Pattern RESOURCES = Pattern.compile("resources: \\[(.*)]");

  @Test
  void sayWhatTheyAre() throws ReflectiveOperationException {
    for (var type : Kinds.ALL) {
      Resource<?, ?> resource = type.getConstructor().newInstance();
      assertThat(resource.getKind()).isEqualTo(HasMetadata.getKind(type));
    }
  }

  @Test
  void haveADefinitionEach() throws IOException {
    try (var files = Files.list(Path.of("crds"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Kinds.ALL.stream().map(type -> fullName(type) + "-v1.yml").toList());
    }
  }

  @Test
  void areInTheRightsOfTheOperator() throws IOException {
    var rights = Files.readString(CHART.resolve("templates/_rights.tpl"));

    assertThat(lists(rights)).anySatisfy(list -> assertThat(list).containsAll(plurals("")));
    assertThat(lists(rights)).anySatisfy(list -> assertThat(list).containsAll(plurals("/status")));
  }

  @Test
  void areInWhatTheChartSaysOfItself() throws IOException {
    assertThat(Files.readString(CHART.resolve("Chart.yaml")))
        .contains(Kinds.ALL.stream().map(type -> "name: " + fullName(type) + "\n").toList());
  }

  /** The lists of resources of all rules. */
  private static List<List<String>> lists(String rights) {
    return RESOURCES
        .matcher(rights)
        .results()
        .map(rule -> List.of(rule.group(1).split(", ", -1)))
        .toList();
  }

  private static List<String> plurals(String suffix) {
    return Kinds.ALL.stream().map(type -> HasMetadata.getPlural(type) + suffix).toList();
  }

  private static String fullName(Class<? extends HasMetadata> type) {
    return HasMetadata.getPlural(type) + "." + Group.NAME;
  }
}
