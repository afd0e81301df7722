package io.vpcep.operator.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.operator.VpcepOperator;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows the product on real parts: a kube-apiserver with etcd, the cloud emulator, and the
 * operator. With {@code -Ddemo.once} it ends when its scenario has played; otherwise it stays until
 * Ctrl-C.
 */
public final class Demo {

  private static final Path FOLDER = Path.of("deploy", "demo");
  private static final String NAMESPACE = "shop";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Demo() {}

  public static void main(String[] args) throws Exception {
    boolean once = Boolean.getBoolean("demo.once");
    int exit;
    try (var plane = ControlPlane.start()) {
      plane.installCrds();
      plane.kubectl("apply", "-f", FOLDER.resolve("resources.yaml").toString());
      // The scenario begins with the emulator, so everything that takes its time comes before.
      try (var emulator = startEmulator();
          var client = plane.client(NAMESPACE);
          var operator =
              VpcepOperator.start(settings(emulator), client, "demo", new ForbiddenInterceptor())) {
        exit = play(plane, client, operator, emulator, once);
      }
    }
    System.exit(exit);
  }

  private static int play(
      ControlPlane plane,
      KubernetesClient client,
      VpcepOperator operator,
      Emulator emulator,
      boolean once)
      throws Exception {
    var metrics = "http://127.0.0.1:" + operator.port() + "/metrics";
    say("The cloud (emulated):  " + emulator.url() + "/emulator");
    say("Metrics:               " + metrics);
    say("Kubernetes:            export KUBECONFIG=" + plane.kubeconfig());
    say("Try:                   kubectl -n shop get vpces -o wide; kubectl explain vpces.spec");
    say("");
    var script = new Script();
    var screen = new Screen(plane, client, NAMESPACE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!script.isOver() && System.nanoTime() < end) {
      screen.refresh().forEach(script::saw);
      Thread.sleep(250);
    }
    screen.showMetrics(metrics);
    if (!script.isOver()) {
      say("The demo did not show within " + PATIENCE.toSeconds() + " s: " + script.missing());
      return 1;
    }
    say("The scenario has played: every state of both systems was shown.");
    if (!once) {
      say("Everything stays up. Ctrl-C ends it.");
      keepShowing(screen);
    }
    return 0;
  }

  private static void keepShowing(Screen screen) throws InterruptedException {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
    while (!ended.await(1, TimeUnit.SECONDS)) {
      screen.refresh();
    }
  }

  private static Emulator startEmulator() throws Exception {
    var data = Files.readString(FOLDER.resolve("cloud.yaml"));
    return Emulator.start(EmulatorOptions.defaults().withData(data));
  }

  private static Settings settings(Emulator emulator) throws Exception {
    var config = Files.readString(FOLDER.resolve("config.yaml"));
    return Settings.parse(config.replace("http://127.0.0.1:9080", emulator.url()));
  }

  static void say(String line) {
    System.out.println(line);
  }
}
