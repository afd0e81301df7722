package io.vpcep.operator.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What all contenders meet: an API server, a cloud with its services, and the clock. */
final class BenchEnvironment implements AutoCloseable {

  /** How long anything may take before the bench gives up on it. */
  static final Duration PATIENCE = Duration.ofMinutes(6);

  /** After this time without a write, nothing more is under way. */
  private static final Duration STILL = Duration.ofSeconds(5);

  private final BenchSettings settings;
  private final ControlPlane plane;
  private final ApiServer server;
  private final CloudProcess cloud;
  private final Launcher launcher;
  private final ApiServerMeter meter;
  private final List<Service> services = new ArrayList<>();

  /**
   * An endpoint service.
   *
   * @param endpoints its connections
   */
  record Service(String id, List<String> endpoints) {}

  private BenchEnvironment(
      BenchSettings settings,
      ControlPlane plane,
      ApiServer server,
      CloudProcess cloud,
      Launcher launcher) {
    this.settings = settings;
    this.plane = plane;
    this.server = server;
    this.cloud = cloud;
    this.launcher = launcher;
    meter = new ApiServerMeter(server);
  }

  /** Starts the API server and the cloud, with the connections that the settings ask for. */
  static BenchEnvironment prepare(BenchSettings settings) throws IOException {
    Path folder = Files.createDirectories(settings.folder().resolve("bench").toAbsolutePath());
    var plane = ControlPlane.start();
    try {
      plane.installCrds();
      var server = ApiServer.of(plane.config());
      var cloud = CloudProcess.start(folder);
      var launcher = new Launcher(settings, folder, plane.kubeconfig(), server, cloud.url());
      var benchEnvironment = new BenchEnvironment(settings, plane, server, cloud, launcher);
      benchEnvironment.services.addAll(benchEnvironment.addServices("s", settings.services()));
      return benchEnvironment;
    } catch (IOException | RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  /** Adds services, each with the connections of one service of the settings. */
  List<Service> addServices(String prefix, int count) {
    var added = new ArrayList<Service>();
    for (int i = 0; i < count; i++) {
      var id = prefix + "-" + i;
      added.add(new Service(id, cloud.add(id, settings.connectionsPerService())));
    }
    return added;
  }

  /** A new namespace that watches all connections of the settings' services. */
  Resources resources(String namespace) throws InterruptedException {
    var resources = emptyNamespace(namespace);
    for (var service : services) {
      resources.add(service.id(), service.endpoints(), "0");
    }
    return resources;
  }

  Resources emptyNamespace(String namespace) {
    return Resources.inNewNamespace(server, namespace, CloudProcess.TOKEN);
  }

  BenchSettings settings() {
    return settings;
  }

  ApiServer server() {
    return server;
  }

  /** A client that watches; the caller closes it. */
  KubernetesClient client(String namespace) {
    return plane.client(namespace);
  }

  CloudProcess cloud() {
    return cloud;
  }

  Launcher launcher() {
    return launcher;
  }

  /** Starts measuring a phase of a process. */
  Phase begin(JavaProcess process) {
    return launch(() -> process);
  }

  /** Starts a process, and measures from its start on. */
  Phase launch(Supplier<JavaProcess> contender) {
    cloud.forgetCalls();
    return new Phase(contender, cloud, meter);
  }

  /** Measures a process for the settings' quiet intervals, and what it keeps in its heap then. */
  void quiet(Figures figures, String name, JavaProcess process) throws InterruptedException {
    var phase = begin(process);
    pass(settings.interval().multipliedBy(settings.quietIntervals()));
    phase.end(figures, name, settings.interval());
    figures.put(name + ".live_heap_bytes", process.liveHeapBytes());
  }

  /** Waits until nothing is written any more. */
  void awaitNoWrites() throws InterruptedException {
    Map<String, Long> before;
    var now = meter.read().writes();
    do {
      before = now;
      pass(STILL);
      now = meter.read().writes();
    } while (!now.equals(before));
  }

  /** Lets time pass: what is measured is what happens while nothing is done. */
  static void pass(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }

  static double secondsSince(long start, long end) {
    return (end - start) / 1e9;
  }

  @Override
  public void close() {
    cloud.close();
    plane.close();
  }
}
