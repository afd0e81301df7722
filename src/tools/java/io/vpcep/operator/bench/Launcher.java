package io.vpcep.operator.bench;

import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.bench.floor.Floor;
import io.vpcep.operator.bench.textbook.TextbookOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the contenders, each in a JVM of its own with the same limits. */
final class Launcher {

  /** The product's own logging, where the tests' would stand before it on the class path. */
  static final String PLAIN_LOGS =
      "-Dlogback.configurationFile=" + Path.of("src/main/resources/logback.xml").toUri();

  private final BenchSettings settings;
  private final Path folder;
  private final Path kubeconfig;
  private final ApiServer server;
  private final String cloudUrl;
  private final Path startUpCache;

  Launcher(
      BenchSettings settings, Path folder, Path kubeconfig, ApiServer server, String cloudUrl) {
    this.settings = settings;
    this.folder = folder;
    this.kubeconfig = kubeconfig;
    this.server = server;
    this.cloudUrl = cloudUrl;
    startUpCache = folder.resolve("vpcep-operator.jsa");
    dumpStartUpCache();
  }

  /** The image's start-up cache: an archive of class data, made of the same list of classes. */
  private void dumpStartUpCache() {
    var command = new ArrayList<>(settings.limits());
    command.addAll(
        List.of(
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + Path.of("src/main/start-up/classes.lst").toAbsolutePath(),
            "-XX:SharedArchiveFile=" + startUpCache,
            "-jar",
            settings.jar().toString()));
    try (var dump =
        JavaProcess.start(
            "the start-up cache", command, Map.of(), folder.resolve("start-up-cache.log"), false)) {
      dump.awaitEnd();
    }
  }

  /**
   * This operator, as users start it.
   *
   * @param namespace that it watches; several are separated by commas
   * @param selector of labels; empty for all resources
   * @param port of {@code /readyz}
   */
  JavaProcess ours(String namespace, String selector, int port) {
    return ours(namespace, selector, port, "", Map.of());
  }

  /**
   * One of several replicas, which elect a leader in the namespace that they watch.
   *
   * @param name what its identity in the Lease begins with
   */
  JavaProcess replica(String namespace, String name) {
    var election = "leaderElection: {enabled: true, leaseNamespace: " + namespace + "}\n";
    return ours(namespace, "", Ports.free(), election, Map.of("HOSTNAME", name));
  }

  private JavaProcess ours(
      String namespace,
      String selector,
      int port,
      String moreConfiguration,
      Map<String, String> environment) {
    var config = folder.resolve(namespace + "-" + port + ".yaml");
    write(
        config,
        """
        clouds: {emulator: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        polling: {defaultInterval: %2$s, minInterval: 1s}
        watch: {namespaces: [%3$s], labelSelector: "%4$s"}
        http: {address: 127.0.0.1, port: %5$d}
        %6$s"""
            .formatted(cloudUrl, interval(), namespace, selector, port, moreConfiguration));
    var command = new ArrayList<>(settings.limits());
    command.addAll(
        List.of(
            "-XX:SharedArchiveFile=" + startUpCache,
            "-jar",
            settings.jar().toString(),
            "run",
            "--config",
            config.toString()));
    var all = new HashMap<>(environment);
    all.put("KUBECONFIG", kubeconfig.toString());
    return JavaProcess.start(
        "this operator", command, all, folder.resolve(namespace + "-" + port + ".log"), false);
  }

  /** The textbook operator. */
  JavaProcess textbook(String namespace) {
    return start(
        "the textbook operator",
        TextbookOperator.class,
        Map.of("KUBECONFIG", kubeconfig.toString()),
        List.of(namespace, cloudUrl, interval()),
        namespace,
        false);
  }

  /** The floor; it writes as soon as it has started, and again for each line. */
  JavaProcess floor(String namespace) {
    return start(
        "the floor",
        Floor.class,
        server.environment(),
        List.of(namespace, cloudUrl, Integer.toString(settings.concurrency())),
        namespace,
        true);
  }

  private JavaProcess start(
      String name,
      Class<?> main,
      Map<String, String> environment,
      List<String> arguments,
      String namespace,
      boolean talks) {
    var command = new ArrayList<>(settings.limits());
    command.addAll(
        List.of(PLAIN_LOGS, "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    var all = new HashMap<>(environment);
    all.put("BENCH_CLOUD_TOKEN", CloudProcess.TOKEN);
    return JavaProcess.start(name, command, all, folder.resolve(namespace + ".log"), talks);
  }

  private String interval() {
    return GoDuration.format(settings.interval());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
