package io.vpcep.operator.controlplane;

import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the programs of the control plane: in {@code KUBEBUILDER_ASSETS}, or in the user's cache,
 * or by filling the cache from the first source that can.
 */
final class BinaryFinder {

  static final String ASSETS = "KUBEBUILDER_ASSETS";

  private final Map<String, String> environment;
  private final BinaryCache cache;
  private final List<BinarySource> sources;
  private final String remedy;

  /**
   * @param sources in the order in which they are tried
   * @param remedy what to do where all fail, as the second half of a sentence: "set …, or …"
   */
  BinaryFinder(
      Map<String, String> environment,
      BinaryCache cache,
      List<BinarySource> sources,
      String remedy) {
    this.environment = environment;
    this.cache = cache;
    this.sources = sources;
    this.remedy = remedy;
  }

  /** Downloads, or else builds, what {@code src/controlplane} of the project pins. */
  static BinaryFinder ofProject(
      Path project, Map<String, String> environment, Commands commands, Progress progress)
      throws IOException {
    Path pins = project.resolve("src/controlplane").toAbsolutePath();
    PinnedModules modules = PinnedModules.in(pins);
    Platform platform = Platform.current();
    List<BinarySource> sources = new ArrayList<>();
    EnvtestArchives.pinnedIn(pins, platform)
        .map(pin -> new EnvtestDownload(EnvtestDownload.RELEASES, pin, commands, progress))
        .ifPresent(sources::add);
    sources.add(new GoBuild(modules, platform, commands, progress));
    return new BinaryFinder(
        environment,
        BinaryCache.ofUser(environment, progress),
        sources,
        "install Go " + modules.goVersion() + " or newer");
  }

  /**
   * @throws ControlPlaneException where no way leads to the programs, with all the ways tried
   */
  ControlPlaneBinaries find() throws InterruptedException {
    String assets = environment.getOrDefault(ASSETS, "");
    if (!assets.isEmpty()) {
      return chosen(Path.of(assets));
    }
    Optional<ControlPlaneBinaries> cached =
        sources.stream().flatMap(source -> cache.find(source).stream()).findFirst();
    return cached.isPresent() ? cached.get() : fill();
  }

  private static ControlPlaneBinaries chosen(Path folder) {
    List<String> missing = ControlPlaneBinaries.missingIn(folder);
    if (missing.isEmpty()) {
      return new ControlPlaneBinaries(folder.toAbsolutePath());
    }
    throw new ControlPlaneException(
        ("%s names %s, which lacks an executable %s: "
                + "name a folder that has all of them, or unset it.")
            .formatted(ASSETS, folder, String.join(", ", missing)));
  }

  private ControlPlaneBinaries fill() throws InterruptedException {
    List<String> tried = new ArrayList<>();
    tried.add(ASSETS + " is not set");
    tried.add(cache.root() + " holds none");
    for (BinarySource source : sources) {
      try {
        return cache.fill(source);
      } catch (Unavailable e) {
        tried.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ControlPlaneException(
        ("No etcd, kube-apiserver and kubectl to run: %s; "
                + "set %s to a folder that has them, or %s.")
            .formatted(String.join(", ", tried), ASSETS, remedy));
  }
}
