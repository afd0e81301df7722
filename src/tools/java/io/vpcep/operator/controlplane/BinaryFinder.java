package io.vpcep.operator.controlplane;

import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds programs: in the folder that their variable names, or in the user's cache, or by filling
 * the cache from the first source that can.
 */
final class BinaryFinder {

  private final Programs programs;
  private final Map<String, String> environment;
  private final BinaryCache cache;
  private final List<BinarySource> sources;
  private final String remedy;

  /**
   * @param sources in the order in which they are tried
   * @param remedy what to do where all fail, as the second half of a sentence: "set …, or …"
   */
  BinaryFinder(
      Programs programs,
      Map<String, String> environment,
      BinaryCache cache,
      List<BinarySource> sources,
      String remedy) {
    this.programs = programs;
    this.environment = environment;
    this.cache = cache;
    this.sources = sources;
    this.remedy = remedy;
  }

  /**
   * Builds the release of the control plane that {@code src/controlplane} pins; downloads the usual
   * one if possible.
   */
  static BinaryFinder ofControlPlane(
      Path project,
      Release release,
      Map<String, String> environment,
      Commands commands,
      Progress progress)
      throws IOException {
    Path pins = pins(project);
    PinnedModules modules = PinnedModules.in(pins, release);
    Platform platform = Platform.current();
    List<BinarySource> sources = new ArrayList<>();
    if (release == Release.USUAL) {
      EnvtestArchives.pinnedIn(pins, platform)
          .map(pin -> new EnvtestDownload(EnvtestDownload.RELEASES, pin, commands, progress))
          .ifPresent(sources::add);
    }
    sources.add(new GoBuild(modules, platform, commands, progress));
    return new BinaryFinder(
        release.programs(),
        environment,
        BinaryCache.ofUser(release.programs(), environment, progress),
        sources,
        "install Go " + modules.goVersion() + " or newer");
  }

  /** Builds the Prometheus and the Alertmanager that {@code src/controlplane} pins. */
  static BinaryFinder ofMonitoring(
      Path project, Map<String, String> environment, Commands commands, Progress progress)
      throws IOException {
    ModuleBuild build =
        ModuleBuild.monitoring(pins(project), Platform.current(), commands, progress);
    return ofBuild(Programs.MONITORING, build, environment, progress);
  }

  /** Builds the Helm that {@code src/controlplane} pins. */
  static BinaryFinder ofHelm(
      Path project, Map<String, String> environment, Commands commands, Progress progress)
      throws IOException {
    ModuleBuild build = ModuleBuild.helm(pins(project), Platform.current(), commands, progress);
    return ofBuild(Programs.HELM, build, environment, progress);
  }

  /** Builds the kube-state-metrics that {@code src/controlplane} pins. */
  static BinaryFinder ofKubeStateMetrics(
      Path project, Map<String, String> environment, Commands commands, Progress progress)
      throws IOException {
    ModuleBuild build =
        ModuleBuild.kubeStateMetrics(pins(project), Platform.current(), commands, progress);
    return ofBuild(Programs.KUBE_STATE_METRICS, build, environment, progress);
  }

  private static BinaryFinder ofBuild(
      Programs programs, ModuleBuild build, Map<String, String> environment, Progress progress) {
    return new BinaryFinder(
        programs,
        environment,
        BinaryCache.ofUser(programs, environment, progress),
        List.of(build),
        "install Go " + build.goVersion() + " or newer");
  }

  private static Path pins(Path project) {
    return project.resolve("src/controlplane").toAbsolutePath();
  }

  /**
   * @throws ControlPlaneException where no way leads to the programs, with all the ways tried
   */
  Path find() throws InterruptedException {
    String assets = environment.getOrDefault(programs.variable(), "");
    if (!assets.isEmpty()) {
      return chosen(Path.of(assets));
    }
    Optional<Path> cached =
        sources.stream().flatMap(source -> cache.find(source).stream()).findFirst();
    return cached.isPresent() ? cached.get() : fill();
  }

  private Path chosen(Path folder) {
    List<String> missing = programs.missingIn(folder);
    if (missing.isEmpty()) {
      return folder.toAbsolutePath();
    }
    throw new ControlPlaneException(
        ("%s names %s, which lacks an executable %s: "
                + "name a folder that has all of them, or unset it.")
            .formatted(programs.variable(), folder, String.join(", ", missing)));
  }

  private Path fill() throws InterruptedException {
    List<String> tried = new ArrayList<>();
    tried.add(programs.variable() + " is not set");
    tried.add(cache.root() + " holds none");
    for (BinarySource source : sources) {
      try {
        return cache.fill(source);
      } catch (Unavailable e) {
        tried.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ControlPlaneException(
        ("No %s to run: %s; " + "set %s to a folder that has them, or %s.")
            .formatted(programs, String.join(", ", tried), programs.variable(), remedy));
  }
}
