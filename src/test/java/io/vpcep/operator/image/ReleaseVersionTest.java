package io.vpcep.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/release/build} refuses to build what is no release, before it builds anything. */
class ReleaseVersionTest {

  /** Instead of Maven: the script got past its checks when it starts this. */
  private static final Map<String, String> NO_MAVEN = Map.of("MAVEN", "no-such-maven");

  private static final String STARTED = "no-such-maven";

  @TempDir private Path folder = Path.of("");
  private SourceCopy sources = new SourceCopy(Path.of(""));

  @BeforeEach
  void commit() throws Exception {
    var script = folder.resolve("src/release/build");
    Files.createDirectories(script.getParent());
    Files.copy(Path.of("src/release/build"), script);
    Files.copy(Path.of("pom.xml"), folder.resolve("pom.xml"));
    Files.writeString(folder.resolve(".gitignore"), "/dist/\n/target/\n");
    sources = SourceCopy.empty(folder);
    sources.addToChangelog("1.2.3 - 2027-01-31", "An entry.");
    sources.commit();
  }

  private String refusal(String... arguments) throws Exception {
    var ended = sources.build(NO_MAVEN, arguments);
    assertThat(ended.exitCode()).isNotZero();
    return ended.errors();
  }

  @Test
  void takesTheVersionOfTheTag() throws Exception {
    sources.tag("v1.2.3");

    assertThat(refusal()).contains(STARTED);
  }

  @Test
  void takesTheGivenVersion() throws Exception {
    assertThat(refusal("1.2.3")).contains(STARTED);
  }

  @Test
  void needsATagOrAVersion() throws Exception {
    sources.tag("other");

    assertThat(refusal()).contains("has no tag such as v0.1.0").doesNotContain(STARTED);
  }

  @Test
  void needsAVersionOfThreeNumbers() throws Exception {
    assertThat(refusal("1.2")).contains("1.2 is no version").doesNotContain(STARTED);
  }

  @Test
  void needsASectionOfTheChangelog() throws Exception {
    assertThat(refusal("1.2.30"))
        .contains("CHANGELOG.md has no section \"## 1.2.30\"")
        .doesNotContain(STARTED);
  }

  @Test
  void needsACleanWorkTree() throws Exception {
    Files.writeString(folder.resolve("forgotten.txt"), "");

    assertThat(refusal("1.2.3")).contains("not committed").doesNotContain(STARTED);
  }
}
