package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions of Kubernetes that docs/support.md names are those that the tests start. */
class SupportPageTest {

  private static final Path PAGE = Path.of("docs/support.md");

  @ParameterizedTest
  @CsvSource({"oldest,kubernetes-oldest", "usual,kubernetes", "newest,kubernetes-newest"})
  void namesTheVersionOfEachRelease(String release, String module) throws IOException {
    assertThat(PAGE).content().contains("| %s | %s |".formatted(release, pinned(module)));
  }

  @Test
  void theChartTakesTheOldest() throws IOException {
    var minor = pinned("kubernetes-oldest").replaceFirst("\\.\\d+$", "");
    assertThat(Path.of("helm/vpcep-operator/Chart.yaml"))
        .content()
        .contains("kubeVersion: \">=%s.0-0\"".formatted(minor));
    assertThat(PAGE).content().contains("requires kubeVersion: >=%s.0-0 ".formatted(minor));
  }

  private static String pinned(String module) throws IOException {
    var pins = Files.readString(Path.of("src/controlplane", module, "go.mod"));
    var version = Pattern.compile("(?m)^\\s*k8s.io/kubernetes v(\\S+)").matcher(pins);
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
