package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Arguments of {@code list} and {@code export} that are refused before anything is read. */
class SourceCommandTest {

  private static final String VALID = "--account shop/prod --service s";

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list                                        | Missing required
          list --account shop/prod                    | Missing required argument (specify one of these): (--service=ID | --cluster=ID)
          list --service s                            | Missing required option: '--account=NS/NAME'
          list --account shop/prod --service s --cluster c | mutually exclusive
          list --account prod --service s             | Invalid value for option '--account': "prod": must be a namespace and a name, such as shop/prod
          list --account shop/../x --service s        | Invalid value for option '--account': "shop/../x": must be a namespace
          list --account a/b/c --service s            | Invalid value for option '--account': "a/b/c": must be a namespace
          list --account shop/prod --service ../s     | Invalid value for option '--service': "../s": must be 1 to 64 letters, digits, dashes or underscores
          list --account shop/prod --cluster a.b      | Invalid value for option '--cluster': "a.b": must be 1 to 64
          list VALID --timeout 0s                     | Invalid value for option '--timeout': "0s": must be a duration between 1s and 10m
          list VALID --timeout 11m                    | Invalid value for option '--timeout': "11m": must be
          list VALID --timeout soon                   | Invalid value for option '--timeout': "soon": must be
          list VALID -o yaml                          | Invalid value for option '-o': expected one of [table, json] (case-sensitive) but was 'yaml'
          list VALID --name-prefix a                  | Unknown option
          export VALID -o json                        | Unknown option
          export VALID --name-prefix Shop-            | Invalid value for option '--name-prefix': "Shop-": must be lower-case letters, digits and dashes, at most 150, the first one no dash
          export VALID --name-prefix -shop            | Invalid value for option '--name-prefix': "-shop": must be
          """)
  void areRefusedWithASentence(String arguments, String message) {
    assertThat(execute(arguments.replace("VALID", VALID).split(" "))).isEqualTo(2);
    assertThat(errors.toString().lines().findFirst().orElse("")).contains(message);
    assertThat(errors.toString()).contains("Usage: ").doesNotContain("Exception");
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void aPrefixThatLeavesNoRoomForAnIdIsRefused() {
    assertThat(export("a".repeat(151))).isEqualTo(2);
    assertThat(errors.toString()).contains("at most 150");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "export"})
  void aConfigurationThatIsNotThereIsNamed(String command) {
    var arguments = (command + " " + VALID + " --config missing.yaml").split(" ");

    assertThat(execute(arguments)).isEqualTo(2);
    assertThat(errors.toString())
        .isEqualToIgnoringNewLines(command + ": missing.yaml: no such file");
    assertThat(output.toString()).isEmpty();
  }

  private int export(String prefix) {
    return execute(
        Stream.concat(
                Stream.of("export"),
                Stream.concat(
                    Stream.of(VALID.split(" ")), List.of("--name-prefix", prefix).stream()))
            .toArray(String[]::new));
  }

  private int execute(String... arguments) {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(output))
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }
}
