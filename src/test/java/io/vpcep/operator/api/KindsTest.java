package io.vpcep.operator.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Wherever the kinds of our group have to be named by hand, none is left out. */
class KindsTest {

  private static final Path CHART = Path.of("helm/vpcep-operator");

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

    assertThat(rights).contains("resources: [" + plurals("") + "]");
    assertThat(rights).contains("resources: [" + plurals("/status") + "]");
  }

  @Test
  void areInWhatTheChartSaysOfItself() throws IOException {
    assertThat(Files.readString(CHART.resolve("Chart.yaml")))
        .contains(Kinds.ALL.stream().map(type -> "name: " + fullName(type) + "\n").toList());
  }

  private static String plurals(String suffix) {
    return Kinds.ALL.stream()
        .map(type -> HasMetadata.getPlural(type) + suffix)
        .collect(joining(", "));
  }

  private static String fullName(Class<? extends HasMetadata> type) {
    return HasMetadata.getPlural(type) + "." + Group.NAME;
  }
}
