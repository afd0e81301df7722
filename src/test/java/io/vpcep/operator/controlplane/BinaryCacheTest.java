package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {

  private final Path root;

  BinaryCacheTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void findsWhatWasFilled() throws Exception {
    FakeSource source = new FakeSource(FakeSource.ALL);
    Path filled = cache().fill(source);
    assertThat(cache().find(source)).contains(filled);
    assertThat(filled).isEqualTo(root.resolve("fake"));
  }

  @Test
  void takesAnInterruptedFillForNothing() throws Exception {
    // Given
    FakeSource source = new FakeSource(FakeSource.ALL);
    FakeSource.place(Files.createDirectory(root.resolve("fake.partial")), List.of("etcd"));
    // When
    assertThat(cache().find(source)).isEmpty();
    cache().fill(source);
    // Then
    assertThat(cache().find(source)).isPresent();
    assertThat(root.resolve("fake.partial")).doesNotExist();
  }

  @Test
  void refusesASourceThatForgetsAProgram() {
    FakeSource source = new FakeSource(List.of("etcd", "kubectl"));
    assertThatThrownBy(() -> cache().fill(source))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("kube-apiserver");
    assertThat(root.resolve("fake")).doesNotExist();
    assertThat(root.resolve("fake.partial")).doesNotExist();
  }

  @Test
  void replacesAFolderThatLostAProgram() throws Exception {
    FakeSource source = new FakeSource(FakeSource.ALL);
    Files.delete(cache().fill(source).resolve("etcd"));
    cache().fill(source);
    assertThat(cache().find(source)).isPresent();
    assertThat(source.deliveries()).isEqualTo(2);
  }

  @Test
  void asksTheSourceOnceForManyAtTheSameTime() throws Exception {
    // Given
    FakeSource source = new FakeSource(FakeSource.ALL);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    // When
    List<Future<Path>> fills = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      fills.add(threads.submit(() -> cache().fill(source)));
    }
    for (Future<Path> fill : fills) {
      fill.get();
    }
    threads.shutdown();
    // Then
    assertThat(source.deliveries()).isEqualTo(1);
  }

  @Test
  void livesInTheUsersCacheFolder() {
    assertThat(
            BinaryCache.ofUser(
                    Release.USUAL.programs(), Map.of("XDG_CACHE_HOME", root.toString()), line -> {})
                .root())
        .isEqualTo(root.resolve("vpcep-operator/controlplane"));
  }

  private BinaryCache cache() {
    return new BinaryCache(root, Release.USUAL.programs(), line -> {});
  }
}
