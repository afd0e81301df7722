package io.vpcep.operator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdFilesTest {

  @Test
  void theCheckedInDefinitionsAreWhatTheClassesSay(@TempDir Path folder) throws IOException {
    CrdFiles.generate(folder);

    assertThat(textsOf(Path.of("crds")))
        .as("crds/ differs from the classes of the api package: run mvn -Pcrds")
        .isEqualTo(textsOf(folder));
  }

  @Test
  void theDefinitionsHaveNothingThatTheApiServerWouldDrop() throws IOException {
    assertThat(textsOf(Path.of("crds")).values())
        .allSatisfy(text -> assertThat(text).doesNotContain("priority: 0"));
  }

  private static Map<String, String> textsOf(Path folder) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> texts.put(file.getFileName().toString(), read(file)));
    }
    return texts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
