package io.vpcep.operator.chart;

import static java.nio.file.Files.readString;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.controlplane.CommandResult;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The definitions, applied in one way and then in another. The cluster is another one than that of
 * the other tests, which need their definitions to stay.
 */
@Tag("nightly")
class DefinitionsIT {

  private static final Path PAGE = Path.of("docs/upgrade.md");
  private static final String OURS =
      "kubectl apply --server-side --field-manager=vpcep-install -f crds/";
  private static final String FIELD = "suspend";
  private static final String[] DEFINITIONS =
      Kinds.ALL.stream().map(HasMetadata::getFullResourceName).toArray(String[]::new);

  private static final ControlPlane plane = ControlPlane.start();

  private final Helm helm = Chart.helm().on(plane);
  private final Path folder;

  DefinitionsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterAll
  static void stop() {
    plane.close();
  }

  @AfterEach
  void clean() {
    for (var release : helm.run(List.of("list", "-q")).lines().toList()) {
      helm.run(List.of("uninstall", release));
    }
    // There are no resources, so that nothing has to be awaited, which can take minutes.
    for (var definition : DEFINITIONS) {
      plane.tryKubectl("delete", "crd", definition, "--wait=false");
      plane.tryKubectl(
          "patch",
          "crd",
          definition,
          "--type=merge",
          "-p",
          "{\"metadata\": {\"finalizers\": null}}");
    }
    assertThat(plane.kubectl("get", "crd", "-o", "name")).isEmpty();
  }

  /** A way to apply the definitions of a version. */
  enum Way {
    CLIENT_SIDE,
    SERVER_SIDE,
    OURS,
    INSTALL,
    UPGRADE
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_SIDE, CLIENT_SIDE, ",
    "CLIENT_SIDE, SERVER_SIDE, ",
    "CLIENT_SIDE, OURS, conflict with \"kubectl-client-side-apply\"",
    "CLIENT_SIDE, INSTALL, cannot be imported into the current release",
    "CLIENT_SIDE, UPGRADE, cannot be imported into the current release",
    "SERVER_SIDE, CLIENT_SIDE, ",
    "SERVER_SIDE, SERVER_SIDE, ",
    "SERVER_SIDE, OURS, conflict with \"kubectl\"",
    "SERVER_SIDE, INSTALL, cannot be imported into the current release",
    "SERVER_SIDE, UPGRADE, cannot be imported into the current release",
    "OURS, CLIENT_SIDE, ",
    "OURS, SERVER_SIDE, conflict with \"vpcep-install\"",
    "OURS, OURS, ",
    "OURS, INSTALL, cannot be imported into the current release",
    "OURS, UPGRADE, cannot be imported into the current release",
    "INSTALL, CLIENT_SIDE, ",
    "INSTALL, SERVER_SIDE, conflict with \"helm\"",
    "INSTALL, OURS, conflict with \"helm\"",
    "INSTALL, INSTALL, cannot be imported into the current release",
    "INSTALL, UPGRADE, ",
    "UPGRADE, OURS, conflict with \"helm\"",
    "UPGRADE, UPGRADE, ",
  })
  void aNewVersionIsAppliedOrRefusedAsThePageSays(Way first, Way second, String refusal)
      throws IOException {
    // Given
    var chart = PreviousChart.without(FIELD, folder);
    var definitions = PreviousChart.definitionsWithout(FIELD, folder);
    assertThat(apply(first, "first", definitions, chart, "").errors()).doesNotContain("rror");
    assertThat(hasField()).isFalse();
    // When
    var release = second == Way.UPGRADE && isOfHelm(first) ? "first" : "second";
    var result = apply(second, release, Path.of("crds"), ChartFiles.CHART, "");
    // Then
    if (refusal == null) {
      assertThat(result.errors()).doesNotContain("rror");
    } else {
      assertThat(result.errors()).contains(refusal);
      assertThat(readString(PAGE)).contains(refusal);
      assertThat(hasField()).as("nothing is changed").isFalse();
      mend(second, release);
    }
    assertThat(hasField()).isTrue();
  }

  private static boolean isOfHelm(Way way) {
    return way == Way.INSTALL || way == Way.UPGRADE;
  }

  /** With the option that the page names. */
  private void mend(Way way, String release) throws IOException {
    var option = isOfHelm(way) ? "--take-ownership" : "--force-conflicts";
    assertThat(readString(PAGE)).contains(option);
    var again = isOfHelm(way) && isInstalled(release) ? Way.UPGRADE : way;

    var result = apply(again, release, Path.of("crds"), ChartFiles.CHART, option);

    assertThat(result.errors()).doesNotContain("rror");
  }

  @ParameterizedTest
  @EnumSource
  void theSameVersionIsTakenFromOursAfterAnyOther(Way first) {
    apply(first, "first", Path.of("crds"), ChartFiles.CHART, "");

    var ours = apply(Way.OURS, "first", Path.of("crds"), ChartFiles.CHART, "");

    assertThat(ours.errors()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT_SIDE", "SERVER_SIDE"})
  void theSameVersionIsTakenAfterOurs(Way second) {
    apply(Way.OURS, "first", Path.of("crds"), ChartFiles.CHART, "");

    var result = apply(second, "first", Path.of("crds"), ChartFiles.CHART, "");

    assertThat(result.succeeded()).as(result.errors()).isTrue();
  }

  @Test
  void ourWayIsTheOneOnThePage() throws IOException {
    assertThat(readString(PAGE)).contains("\n" + OURS + "\n");
  }

  private CommandResult apply(
      Way way, String release, Path definitions, Path chart, String option) {
    return switch (way) {
      case CLIENT_SIDE -> kubectl("apply", definitions, option);
      case SERVER_SIDE -> kubectl("apply --server-side", definitions, option);
      case OURS ->
          kubectl(OURS.replace("kubectl ", "").replace(" -f crds/", ""), definitions, option);
      case INSTALL -> helm("install " + release, chart, option);
      case UPGRADE -> upgrade(release, chart, option);
    };
  }

  private CommandResult kubectl(String command, Path definitions, String option) {
    return plane.tryKubectl(words(command + " " + option + " -f " + definitions));
  }

  /** Of a release that has no definitions yet, unless it is there. */
  private CommandResult upgrade(String release, Path chart, String option) {
    if (!isInstalled(release)) {
      assertThat(helm("install " + release, chart, "--set crds.install=false").errors()).isEmpty();
    }
    return helm("upgrade " + release, chart, option + " --set crds.install=true");
  }

  private boolean isInstalled(String release) {
    return helm.run(List.of("list", "-q")).lines().toList().contains(release);
  }

  private CommandResult helm(String command, Path chart, String option) {
    var arguments = words(command + " " + chart + " -n default " + option);
    return helm.tryRun(Stream.concat(Stream.of(arguments), Chart.options()).toList());
  }

  private boolean hasField() {
    return plane
        .kubectl("get", "crd", "vpcendpointconnections.vpcep.io", "-o", "json")
        .contains("\"" + FIELD + "\": {");
  }

  private static String[] words(String line) {
    return line.strip().split(" +");
  }
}
