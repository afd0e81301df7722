package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryFinderTest {

  private final FakeSource source = new FakeSource(FakeSource.ALL);
  private final Path assets;
  private final BinaryCache cache;

  BinaryFinderTest(@TempDir Path assets, @TempDir Path cacheRoot) {
    this.assets = assets;
    cache = new BinaryCache(cacheRoot, Release.USUAL.programs(), line -> {});
  }

  @Test
  void takesTheChosenFolderBeforeAllElse() throws Exception {
    FakeSource.place(assets, FakeSource.ALL);
    assertThat(finder(Map.of("KUBEBUILDER_ASSETS", assets.toString())).find()).isEqualTo(assets);
    assertThat(source.deliveries()).isZero();
  }

  @Test
  void namesWhatTheChosenFolderLacks() throws IOException {
    FakeSource.place(assets, List.of("kubectl"));
    assertThatThrownBy(() -> finder(Map.of("KUBEBUILDER_ASSETS", assets.toString())).find())
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage(
            "KUBEBUILDER_ASSETS names "
                + assets
                + ", which lacks an executable etcd, kube-apiserver: "
                + "name a folder that has all of them, or unset it.");
  }

  @Test
  void getsTheProgramsOnce() throws Exception {
    Path first = finder(Map.of()).find();
    assertThat(finder(Map.of()).find()).isEqualTo(first);
    assertThat(source.deliveries()).isEqualTo(1);
  }

  @Test
  void prefersWhatIsThereToWhatCanBeHad() throws Exception {
    // Given
    Path cached = cache.fill(source);
    BinarySource untouched = failing("another", "is never asked");
    // When
    Path found =
        new BinaryFinder(Release.USUAL.programs(), Map.of(), cache, List.of(untouched, source), "")
            .find();
    // Then
    assertThat(found).isEqualTo(cached);
  }

  @Test
  void triesTheNextSourceWhereOneFails() throws Exception {
    BinarySource closed = failing("closed", "has no network");
    assertThat(
            new BinaryFinder(Release.USUAL.programs(), Map.of(), cache, List.of(closed, source), "")
                .find())
        .isEqualTo(cache.root().resolve("fake"));
  }

  @Test
  void saysInOneSentenceWhatWasTriedAndWhatToDo() {
    // Given
    List<BinarySource> sources =
        List.of(failing("download", "there is no network"), failing("build", "there is no Go"));
    // When
    BinaryFinder finder =
        new BinaryFinder(
            Release.USUAL.programs(), Map.of(), cache, sources, "install Go 1.25 or newer");
    // Then
    assertThatThrownBy(finder::find)
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage(
            "No etcd, kube-apiserver and kubectl to run: KUBEBUILDER_ASSETS is not set, "
                + cache.root()
                + " holds none, there is no network, there is no Go; "
                + "set KUBEBUILDER_ASSETS to a folder that has them, or install Go 1.25 or newer.");
  }

  private BinaryFinder finder(Map<String, String> environment) {
    return new BinaryFinder(Release.USUAL.programs(), environment, cache, List.of(source), "");
  }

  private static BinarySource failing(String name, String reason) {
    return new BinarySource() {
      @Override
      public String cacheName() {
        return name;
      }

      @Override
      public void putInto(Path folder) throws Unavailable {
        throw new Unavailable(reason);
      }
    };
  }
}
