package io.vpcep.operator.image;

import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.operator.controlplane.ControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The classes that the operator loads when it really works, for a start-up cache. {@code mvn
 * -Pclass-list} writes the file anew: it plays the demo with the jar as a process.
 */
final class ClassList {

  static final Path FILE = Path.of("src/main/start-up/classes.lst");

  private static final Path OPTIONS = Path.of("src/main/image/jvm.options");
  private static final Path DEMO = Path.of("deploy/demo");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern PORT = Pattern.compile("metrics on port (\\d+)");

  private ClassList() {}

  public static void main(String[] args) throws Exception {
    var folder = Files.createTempDirectory("class-list-");
    var loaded = new TreeSet<String>();
    try (var plane = ControlPlane.start()) {
      plane.installCrds();
      plane.kubectl("apply", "-f", DEMO.resolve("resources.yaml").toString());
      var data = Files.readString(DEMO.resolve("cloud.yaml"));
      try (var emulator = Emulator.start(EmulatorOptions.defaults().withData(data))) {
        var config = config(folder, emulator);
        for (var logFormat : List.of("text", "json")) {
          loaded.addAll(work(plane, config, logFormat, Path.of(args[0])));
        }
      }
    }
    Files.write(FILE, loaded);
  }

  private static Path config(Path folder, Emulator emulator) throws IOException {
    var yaml = Files.readString(DEMO.resolve("config.yaml"));
    return Files.writeString(
        folder.resolve("config.yaml"), yaml.replace("http://127.0.0.1:9080", emulator.url()));
  }

  /** Until connections were read and told of, and the metrics were scraped. */
  private static List<String> work(ControlPlane plane, Path config, String logFormat, Path jar)
      throws Exception {
    var log = config.resolveSibling(logFormat + ".log");
    var raw = config.resolveSibling(logFormat + ".lst");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + OPTIONS,
            "-XX:DumpLoadedClassList=" + raw,
            "-jar",
            jar.toString(),
            "--log-format",
            logFormat,
            "run",
            "--config",
            config.toString());
    builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    var operator = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> isAtWork(Files.readString(log)));
      operator.destroy();
      operator.waitFor();
    } finally {
      operator.destroyForcibly();
    }
    return Files.readAllLines(raw).stream().map(String::strip).filter(ClassList::isKept).toList();
  }

  private static boolean isAtWork(String log) throws Exception {
    var port = PORT.matcher(log);
    if (!port.find()) {
      return false;
    }
    var url = "http://127.0.0.1:" + port.group(1);
    return get(url + "/readyz").startsWith("ok")
        && get(url + "/metrics").contains("state=\"accepted\"");
  }

  private static String get(String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /**
   * Classes, and what lambdas are made of. Not what a JVM makes while it runs, which another would
   * name otherwise.
   */
  private static boolean isKept(String line) {
    return line.startsWith("@lambda-")
        || (line.matches("[\\w/$-]+") && !line.contains("$$Lambda") && !line.contains("$Proxy"));
  }
}
