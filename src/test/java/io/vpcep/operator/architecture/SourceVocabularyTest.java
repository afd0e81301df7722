package io.vpcep.operator.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of a kind of source's API stand in its own package. */
class SourceVocabularyTest {

  private static final Path OURS = Path.of("src/main/java/io/vpcep/operator");

  /** An error code, or the name of a field to sort by, as a string. */
  private static final Pattern WORD =
      Pattern.compile("(?i)\"((endpoint|css)\\.\\d{4}|(cre|upd)ated?_at)\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acceptance",
        "account",
        "action",
        "cloud",
        "connection",
        "decision",
        "poll",
        "reconcile"
      })
  void noOtherRoomKnowsThem(String room) throws IOException {
    assertThat(wordsIn(room)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"source/vpcep", "source/css"})
  void itsOwnPackageDoes(String room) throws IOException {
    assertThat(wordsIn(room)).isNotEmpty();
  }

  private static List<String> wordsIn(String room) throws IOException {
    try (Stream<Path> files = Files.walk(OURS.resolve(room))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(SourceVocabularyTest::linesOf)
          .filter(line -> WORD.matcher(line).find())
          .toList();
    }
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readString(file).lines();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
