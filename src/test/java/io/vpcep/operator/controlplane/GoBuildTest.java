package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoBuildTest {

  private static final Platform LINUX = new Platform("linux", "amd64");

  private final Path pins;
  private final Path target;
  private final List<String> said = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();

  GoBuildTest(@TempDir Path pins, @TempDir Path target) throws IOException {
    this.pins = pins;
    this.target = target;
    Files.createDirectory(pins.resolve("etcd"));
    Files.createDirectory(pins.resolve("kubernetes"));
    for (String file : List.of("etcd/go.sum", "etcd/main.go", "kubernetes/go.sum")) {
      Files.writeString(pins.resolve(file), "");
    }
    Files.writeString(pins.resolve("etcd/go.mod"), "module e\n\ngo 1.26.1\n");
    Files.writeString(
        pins.resolve("kubernetes/go.mod"),
        """
        module m

        go 1.25.0

        require (
        \tk8s.io/kubernetes v1.35.4 // indirect
        )
        """);
  }

  @Test
  void buildsTheThreeProgramsWithTheirVersion() throws Exception {
    build(answering("go version go1.26.8 linux/amd64")).putInto(target);
    assertThat(ran).hasSize(4);
    assertThat(ran.get(2))
        .startsWith("go build -trimpath -mod=readonly")
        .contains("gitVersion=v1.35.4", "gitMajor=1", "gitMinor=35")
        .endsWith(
            "-o " + target.resolve("kube-apiserver") + " k8s.io/kubernetes/cmd/kube-apiserver");
    assertThat(said)
        .anyMatch(line -> line.startsWith("No ready-made") && line.contains("KUBEBUILDER_ASSETS"));
    assertThat(said)
        .contains(
            "Building kube-apiserver from source for Kubernetes 1.35.4, once;"
                + " about 3 minutes on two cores");
  }

  @Test
  void isUnavailableWithoutGo() {
    Commands noGo =
        (folder, environment, command) -> {
          throw new IOException("No such file or directory");
        };
    assertUnavailable(noGo, "Go is not on the PATH");
  }

  @Test
  void isUnavailableWithAnOldGo() {
    assertUnavailable(answering("go version go1.19.8 linux/amd64"), "Go 1.19.8 is too old");
  }

  @Test
  void isUnavailableWithAGoThatOnlySomeOfThemBuildWith() {
    assertUnavailable(answering("go version go1.25.3 linux/amd64"), "Go 1.25.3 is too old");
  }

  @Test
  void isUnavailableWhereTheToolchainCannotBeFetched() {
    assertUnavailable(
        (folder, environment, command) ->
            CompletableFuture.completedFuture(
                new CommandResult(1, "", "go: downloading\ngo: toolchain not available\n")),
        "go version failed (go: toolchain not available)");
  }

  @Test
  void hasAnotherNameWithAnotherPin() throws IOException {
    String before = build(answering("")).cacheName();
    Files.writeString(pins.resolve("etcd/go.sum"), "changed");
    assertThat(before).startsWith("1.35.4-linux-amd64-");
    assertThat(build(answering("")).cacheName()).isNotEqualTo(before);
  }

  @Test
  void refusesAReleaseThatIsNotPinned() {
    assertThatThrownBy(() -> Release.named("1.29"))
        .hasMessage(
            "kubernetes.release: Invalid value: \"1.29\": must be one of usual, oldest, newest");
  }

  private void assertUnavailable(Commands commands, String why) {
    assertThatThrownBy(() -> build(commands).putInto(target))
        .isInstanceOf(Unavailable.class)
        .hasMessage(why);
  }

  private GoBuild build(Commands commands) throws IOException {
    return new GoBuild(PinnedModules.in(pins, Release.USUAL), LINUX, commands, said::add);
  }

  private Commands answering(String output) {
    return (folder, environment, command) -> {
      ran.add(String.join(" ", command));
      return CompletableFuture.completedFuture(new CommandResult(0, output, ""));
    };
  }
}
