package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md names every key that is read, with its default and what is allowed. */
class ConfigurationPageTest {

  private static final Page PAGE = Page.read("docs/configuration.md");

  /** A row of the table of keys. */
  record Key(String path, String fallback, String allowed) {

    /** The configuration file that gives this key a value, and no other. */
    String with(String value) {
      return path.replace(".", ": {") + ": " + value + "}".repeat(path.split("\\.", -1).length - 1);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static List<Key> keys() {
    return PAGE.table("key", "default", "allowed values", "meaning").stream()
        .map(row -> new Key(plain(row.get(0)), plain(row.get(1)), row.get(2)))
        .toList();
  }

  static Stream<Key> values() {
    return keys().stream().filter(key -> !key.path().equals("clouds"));
  }

  @Test
  void hasARowForEveryKeyThatIsReadAndForNoOther() {
    var read = new TreeSet<String>();
    for (var section : known("unheardOf: 1")) {
      if (section.equals("clouds")) {
        read.add(section);
      } else {
        known(section + ": {unheardOf: 1}").forEach(key -> read.add(section + "." + key));
      }
    }

    assertThat(keys()).extracting(Key::path).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void hasARowForEveryKeyOfACloud() {
    assertThat(PAGE.table("key of a cloud", "meaning"))
        .flatExtracting(row -> List.of(plain(row.get(0)).split(", ", -1)))
        .containsExactlyInAnyOrderElementsOf(known("clouds: {otc: {unheardOf: 1}}"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theDefaultIsWhatHoldsWithoutTheKey(Key key) throws Exception {
    assertThat(Settings.parse(key.with(key.fallback())))
        .usingRecursiveComparison()
        .isEqualTo(Settings.defaults());
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsAllowedIsWhatTheOperatorSays(Key key) {
    assertThat(refusal(key.with("{}"))).endsWith(": must be " + key.allowed());
  }

  @Test
  void theChartHasTheSameKeysButForThoseThatThePageNames() throws Exception {
    var values = new YAMLMapper().readTree(Path.of("helm/vpcep-operator/values.yaml").toFile());

    assertThat(keys())
        .extracting(Key::path)
        .filteredOn(key -> values.at("/" + key.replace('.', '/')).isMissingNode())
        .containsExactlyInAnyOrder(
            "http.address", "http.caBundle", "leaderElection.leaseNamespace");
  }

  @Test
  void theExamplesOfCloudsAreAccepted() throws Exception {
    var yaml = PAGE.text().split("```yaml\n", 2)[1].split("```", 2)[0];

    assertThat(Settings.parse(yaml).clouds()).isNotNull();
  }

  private static List<String> known(String yaml) {
    return List.of(refusal(yaml).split("known keys: ", 2)[1].split(", ", -1));
  }

  private static String refusal(String yaml) {
    var refused = catchThrowableOfType(SettingsException.class, () -> Settings.parse(yaml));
    assertThat(refused).as(yaml).isNotNull();
    return String.valueOf(refused.getMessage());
  }

  private static String plain(String cell) {
    return cell.replace("`", "");
  }
}
