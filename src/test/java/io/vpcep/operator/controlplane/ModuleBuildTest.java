package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleBuildTest {

  private static final Platform LINUX = new Platform("linux", "amd64");

  private final Path pins;
  private final List<String> said = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();

  ModuleBuildTest(@TempDir Path pins) throws IOException {
    this.pins = pins;
    pin("prometheus", "require github.com/prometheus/prometheus v0.311.3 // indirect");
    pin("alertmanager", "require (\n\tgithub.com/prometheus/alertmanager v0.31.0 // indirect\n)");
    pin(
        "helm",
        "require (\n\thelm.sh/helm/v3 v3.22.0 // indirect\n\tk8s.io/client-go v0.36.2 // indirect\n)");
  }

  private void pin(String module, String requires) throws IOException {
    Path folder = Files.createDirectory(pins.resolve(module));
    Files.writeString(folder.resolve("go.mod"), "module m\n\ngo 1.25.0\n\n" + requires + "\n");
    Files.writeString(folder.resolve("go.sum"), "");
  }

  @Test
  void buildsTheThreeProgramsAndTellsHowLongItTakes(@TempDir Path target) throws Exception {
    monitoring().putInto(target);

    assertThat(ran).hasSize(4);
    assertThat(ran.get(1))
        .startsWith("go build -trimpath -mod=readonly")
        .endsWith(
            "-o %s github.com/prometheus/prometheus/cmd/prometheus"
                .formatted(target.resolve("prometheus")));
    assertThat(ran.get(2)).endsWith("/cmd/promtool");
    assertThat(ran.get(3)).endsWith("github.com/prometheus/alertmanager/cmd/alertmanager");
    assertThat(said)
        .anyMatch(line -> line.startsWith("Building alertmanager 0.31.0 from source for tests"));
  }

  @Test
  void hasAnotherNameWithAnotherPin() throws IOException {
    var before = monitoring().cacheName();
    Files.writeString(pins.resolve("alertmanager/go.sum"), "changed");

    assertThat(before).startsWith("prometheus-0.311.3-linux-amd64-");
    assertThat(monitoring().cacheName()).isNotEqualTo(before);
  }

  @Test
  void tellsHelmForWhichKubernetesItIsMade(@TempDir Path target) throws Exception {
    ModuleBuild.helm(pins, LINUX, this::run, said::add).putInto(target);

    assertThat(ran).hasSize(2);
    assertThat(ran.get(1))
        .contains("chartutil.k8sVersionMinor=36")
        .endsWith("-o %s helm.sh/helm/v3/cmd/helm".formatted(target.resolve("helm")));
  }

  private ModuleBuild monitoring() throws IOException {
    return ModuleBuild.monitoring(pins, LINUX, this::run, said::add);
  }

  private CompletableFuture<CommandResult> run(
      Path folder, Map<String, String> environment, List<String> command) {
    ran.add(String.join(" ", command));
    return CompletableFuture.completedFuture(
        new CommandResult(0, "go version go1.26.8 linux/amd64", ""));
  }
}
