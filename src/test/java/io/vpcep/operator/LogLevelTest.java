package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which level {@code logback.xml} finds, for the words of a command line. */
class LogLevelTest {

  @BeforeEach
  @AfterEach
  void forget() {
    for (var property : new String[] {"log.level", "log.format", "log.target"}) {
      System.clearProperty(property);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run, ",
    "run --log-level debug, debug",
    "--log-level error run --config c.yaml, error",
    "list --account a/b, WARN",
    "list --log-level info, info",
    "run --log-level loud, ",
  })
  void isThatOfTheOptionOrElseTheDefaultOfTheCommand(String arguments, String level) {
    Main.Logging.configure(arguments.split(" "));

    assertThat(System.getProperty("log.level")).isEqualTo(level);
  }
}
