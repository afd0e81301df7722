package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Builds programs of published modules with the user's Go. */
final class ModuleBuild implements BinarySource {

  /** Without the discovery of a dozen clouds, whose clients take longer to build than all else. */
  private static final List<String> WITHOUT_CLOUDS = List.of("-tags=netgo,remove_all_sd");

  /**
   * A program.
   *
   * @param pin pins it
   * @param module whose program it is
   * @param goPackage its place in the module
   * @param usualTime how long building it takes on two cores
   */
  private record Program(
      String name, GoModule pin, String module, String goPackage, String usualTime) {

    /** A program whose place is the usual one. */
    Program(String name, GoModule pin, String module, String usualTime) {
      this(name, pin, module, module + "/cmd/" + name, usualTime);
    }

    String version() {
      return pin.version(module);
    }
  }

  private final Path pins;
  private final Platform platform;
  private final GoToolchain go;
  private final List<String> flags;
  private final List<Program> programs;

  private ModuleBuild(
      Path pins,
      Platform platform,
      GoToolchain go,
      List<String> tags,
      String linker,
      List<Program> programs) {
    this.pins = pins;
    this.platform = platform;
    this.go = go;
    this.flags =
        Stream.of(
                List.of("-trimpath", "-mod=readonly", "-buildvcs=false"),
                tags,
                List.of("-ldflags", linker))
            .flatMap(List::stream)
            .toList();
    this.programs = programs;
  }

  /**
   * Prometheus, promtool and Alertmanager.
   *
   * @param pins holds the modules {@code prometheus} and {@code alertmanager}
   */
  static ModuleBuild monitoring(Path pins, Platform platform, Commands commands, Progress progress)
      throws IOException {
    GoModule prometheus = GoModule.in(pins.resolve("prometheus"));
    GoModule alertmanager = GoModule.in(pins.resolve("alertmanager"));
    String path = "github.com/prometheus/prometheus";
    return new ModuleBuild(
        pins,
        platform,
        new GoToolchain(commands, progress),
        WITHOUT_CLOUDS,
        "-s -w",
        List.of(
            new Program("prometheus", prometheus, path, "3 minutes"),
            new Program("promtool", prometheus, path, "half a minute"),
            new Program(
                "alertmanager", alertmanager, "github.com/prometheus/alertmanager", "a minute")));
  }

  /**
   * Helm. Without the minor version of Kubernetes that it is made for it would take a cluster that
   * it cannot ask for a very old one.
   *
   * @param pins holds the module {@code helm}
   */
  static ModuleBuild helm(Path pins, Platform platform, Commands commands, Progress progress)
      throws IOException {
    GoModule helm = GoModule.in(pins.resolve("helm"));
    String minor = helm.version("k8s.io/client-go").split("\\.", -1)[1];
    String linker =
        "-s -w"
            + (" -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=" + minor)
            + (" -X helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor=" + minor);
    return new ModuleBuild(
        pins,
        platform,
        new GoToolchain(commands, progress),
        List.of(),
        linker,
        List.of(new Program("helm", helm, "helm.sh/helm/v3", "a minute")));
  }

  /**
   * kube-state-metrics.
   *
   * @param pins holds the module {@code kube-state-metrics}
   */
  static ModuleBuild kubeStateMetrics(
      Path pins, Platform platform, Commands commands, Progress progress) throws IOException {
    GoModule pin = GoModule.in(pins.resolve("kube-state-metrics"));
    String module = "k8s.io/kube-state-metrics/v2";
    return new ModuleBuild(
        pins,
        platform,
        new GoToolchain(commands, progress),
        List.of(),
        "-s -w",
        List.of(new Program("kube-state-metrics", pin, module, module, "2 minutes")));
  }

  /** The oldest Go that builds all of them. */
  String goVersion() {
    return programs.get(0).pin().goVersion();
  }

  @Override
  public String cacheName() {
    Program first = programs.get(0);
    List<String> files =
        programs.stream()
            .map(program -> pins.relativize(program.pin().folder()).toString())
            .distinct()
            .flatMap(folder -> Stream.of(folder + "/go.mod", folder + "/go.sum"))
            .toList();
    return "%s-%s-%s-%s"
        .formatted(
            first.name(), first.version(), platform, GoModule.fingerprint(pins, files, flags));
  }

  @Override
  public void putInto(Path folder) throws Unavailable, InterruptedException {
    go.require(goVersion(), programs.get(0).pin().folder());
    for (Program program : programs) {
      String title =
          "Building %s %s from source for tests, once; about %s on two cores"
              .formatted(program.name(), program.version(), program.usualTime());
      go.build(
          title,
          program.pin().folder(),
          flags,
          folder.resolve(program.name()),
          program.goPackage());
    }
  }
}
