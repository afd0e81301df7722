package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Builds Prometheus and Alertmanager from the pinned modules with the user's Go. */
final class MonitoringBuild implements BinarySource {

  private static final String PROMETHEUS = "github.com/prometheus/prometheus";
  private static final String ALERTMANAGER = "github.com/prometheus/alertmanager";

  private static final List<String> FILES =
      List.of(
          "prometheus/go.mod", "prometheus/go.sum", "alertmanager/go.mod", "alertmanager/go.sum");

  /** Without the discovery of a dozen clouds, whose clients take longer to build than all else. */
  private static final List<String> FLAGS =
      List.of(
          "-trimpath",
          "-mod=readonly",
          "-buildvcs=false",
          "-tags=netgo,remove_all_sd",
          "-ldflags",
          "-s -w");

  private final Path pins;
  private final GoModule prometheus;
  private final GoModule alertmanager;
  private final Platform platform;
  private final GoToolchain go;

  private MonitoringBuild(
      Path pins, GoModule prometheus, GoModule alertmanager, Platform platform, GoToolchain go) {
    this.pins = pins;
    this.prometheus = prometheus;
    this.alertmanager = alertmanager;
    this.platform = platform;
    this.go = go;
  }

  /**
   * @param pins holds the modules {@code prometheus} and {@code alertmanager}
   */
  static MonitoringBuild pinnedIn(
      Path pins, Platform platform, Commands commands, Progress progress) throws IOException {
    return new MonitoringBuild(
        pins,
        GoModule.in(pins.resolve("prometheus")),
        GoModule.in(pins.resolve("alertmanager")),
        platform,
        new GoToolchain(commands, progress));
  }

  String goVersion() {
    return prometheus.goVersion();
  }

  @Override
  public String cacheName() {
    return "prometheus-%s-%s-%s"
        .formatted(
            prometheus.version(PROMETHEUS), platform, GoModule.fingerprint(pins, FILES, FLAGS));
  }

  @Override
  public void putInto(Path folder) throws Unavailable, InterruptedException {
    go.require(goVersion(), prometheus.folder());
    build(prometheus, PROMETHEUS, "prometheus", "3 minutes", folder);
    build(prometheus, PROMETHEUS, "promtool", "half a minute", folder);
    build(alertmanager, ALERTMANAGER, "alertmanager", "a minute", folder);
  }

  private void build(GoModule module, String path, String program, String usualTime, Path folder)
      throws Unavailable, InterruptedException {
    String title =
        "Building %s %s from source for tests, once; about %s on two cores"
            .formatted(program, module.version(path), usualTime);
    go.build(title, module.folder(), FLAGS, folder.resolve(program), path + "/cmd/" + program);
  }
}
