package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/emulator.md shows code that compiles. */
class EmulatorPageTest {

  private static final Page PAGE = Page.read("docs/emulator.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/vpcep/emulator/EmulatorContainerExample.java");
  private static final Pattern CODE = Pattern.compile("```java\n(.+?)```", Pattern.DOTALL);

  @Test
  void showsTheExampleForTestcontainers() throws IOException {
    Matcher code = CODE.matcher(PAGE.text());

    assertThat(code.find()).isTrue();
    assertThat(Files.readString(EXAMPLE).replaceAll("(?m)^ {4}", "")).contains(code.group(1));
  }
}
