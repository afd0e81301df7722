package io.vpcep.operator.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FencedCommandTest {

  @Test
  void isALineWithoutItsComment() {
    assertThat(FencedCommand.in("```\nls -l     # all\n\n# none\ncat 'a#b'\n```\n"))
        .extracting(FencedCommand::text)
        .containsExactly("ls -l", "cat 'a#b'");
  }

  @Test
  void goesOnAfterABackslash() {
    assertThat(FencedCommand.in("```\nls \\\n  -l\n```\n"))
        .extracting(FencedCommand::text)
        .containsExactly("ls -l");
  }

  @Test
  void isNoOutputWhereThereIsAPrompt() {
    assertThat(FencedCommand.in("```\n$ ls\nfile\n$ cat file\n```\n"))
        .extracting(FencedCommand::text)
        .containsExactly("ls", "cat file");
  }

  @Test
  void mayBeIndentedInAList() {
    assertThat(FencedCommand.in("1. Say:\n\n   ```\n   ls\n   ```\n"))
        .extracting(FencedCommand::text)
        .containsExactly("ls");
  }

  @Test
  void appliesAManifestAndNoOtherYaml() {
    var manifest = "apiVersion: v1\nkind: Secret\n";

    assertThat(FencedCommand.in("```yaml\n" + manifest + "```\n```yaml\na: 1\n```\n"))
        .containsExactly(new FencedCommand(FencedCommand.APPLY, manifest));
  }

  @Test
  void isNothingInAnotherLanguage() {
    assertThat(FencedCommand.in("```json\n{}\n```\n")).isEmpty();
  }
}
