package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringBuildTest {

  private final Path pins;
  private final List<String> said = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();

  MonitoringBuildTest(@TempDir Path pins) throws IOException {
    this.pins = pins;
    pin("prometheus", "require github.com/prometheus/prometheus v0.311.3 // indirect");
    pin("alertmanager", "require (\n\tgithub.com/prometheus/alertmanager v0.31.0 // indirect\n)");
  }

  private void pin(String module, String requires) throws IOException {
    Path folder = Files.createDirectory(pins.resolve(module));
    Files.writeString(folder.resolve("go.mod"), "module m\n\ngo 1.25.0\n\n" + requires + "\n");
    Files.writeString(folder.resolve("go.sum"), "");
  }

  @Test
  void buildsTheThreeProgramsAndTellsHowLongItTakes(@TempDir Path target) throws Exception {
    build().putInto(target);

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
    var before = build().cacheName();
    Files.writeString(pins.resolve("alertmanager/go.sum"), "changed");

    assertThat(before).startsWith("prometheus-0.311.3-linux-amd64-");
    assertThat(build().cacheName()).isNotEqualTo(before);
  }

  private MonitoringBuild build() throws IOException {
    Commands commands =
        (folder, environment, command) -> {
          ran.add(String.join(" ", command));
          return CompletableFuture.completedFuture(
              new CommandResult(0, "go version go1.26.8 linux/amd64", ""));
        };
    return MonitoringBuild.pinnedIn(pins, new Platform("linux", "amd64"), commands, said::add);
  }
}
