package io.vpcep.operator.e2e;

import static org.awaitility.Awaitility.await;

import io.vpcep.operator.CommandLineProcess;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.support.Traces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The operator as users run it: a process of the jar, with a configuration file. What it logged is
 * left behind to be searched for secrets.
 */
public final class OperatorJar implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("metrics on port (\\d+)");

  private final String name;
  private final CommandLineProcess process;

  private OperatorJar(String name, CommandLineProcess process) {
    this.name = name;
    this.process = process;
  }

  /**
   * An operator to be started.
   *
   * @param name of this process, which is its pod's name too
   * @param folder takes its files
   * @param configuration YAML; with {@code http: {address: 127.0.0.1, port: 0}} in it
   */
  public static Launch of(String name, Path folder, String configuration) {
    return new Launch(name, folder, configuration);
  }

  /** How a process is to be started. */
  public static final class Launch {

    private final String name;
    private final Path folder;
    private final String configuration;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private Consumer<OperatorJar> owner = operator -> {};

    private Launch(String name, Path folder, String configuration) {
      this.name = name;
      this.folder = folder;
      this.configuration = configuration;
      environment.put("HOSTNAME", name);
    }

    /** Lets it reach the API server as an administrator. */
    public Launch on(ControlPlane plane) {
      return as(plane.kubeconfig());
    }

    /** Lets it reach the API server as a kubeconfig file says. */
    public Launch as(Path kubeconfig) {
      return with("KUBECONFIG", kubeconfig.toString());
    }

    /** Gives it a variable of the environment. */
    public Launch with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Gives it JVM options more than those that make for a quick start. */
    public Launch jvm(String... options) {
      jvmOptions.addAll(List.of(options));
      return this;
    }

    /** Gives it arguments more than the configuration file. */
    public Launch arguments(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    /** Hands it to whoever closes it. */
    Launch whenStarted(Consumer<OperatorJar> newOwner) {
      owner = newOwner;
      return this;
    }

    /** Starts it; it may take some seconds to be ready. */
    public OperatorJar start() throws IOException {
      var file = Files.createTempFile(folder, "config-", ".yaml");
      Files.writeString(file, configuration);
      var all = new ArrayList<>(List.of("run", "--config", file.toString()));
      all.addAll(arguments);
      var operator =
          new OperatorJar(name, CommandLineProcess.start(folder, environment, jvmOptions, all));
      owner.accept(operator);
      return operator;
    }
  }

  /** The name that it was started with. */
  public String name() {
    return name;
  }

  /** Waits until it says that it is ready. */
  public OperatorJar awaitReady() {
    return awaitLog("ready ");
  }

  /** Waits until its log has this text. */
  public OperatorJar awaitLog(String text) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // In this order: its last words may come between the two looks.
              boolean running = process.isRunning();
              if (!has(text) && !running) {
                throw new AssertionError(name + " ended without saying so: " + log());
              }
              return has(text);
            });
    return this;
  }

  private boolean has(String text) {
    return log().contains(text);
  }

  /** The port of its metrics, as soon as it says which. */
  public int port() {
    awaitLog("metrics on port ");
    var found = PORT.matcher(log());
    if (!found.find()) {
      throw new AssertionError("no port in: " + log());
    }
    return Integer.parseInt(found.group(1));
  }

  /** What its port answers. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var url = URI.create("http://127.0.0.1:" + port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  /** All that it has logged so far, and whatever else it wrote. */
  public String log() {
    return process.output() + process.errors();
  }

  /** Asks it to end, as Kubernetes does. */
  public void terminate() {
    process.terminate();
  }

  /** Ends it at once, as a node does that fails. */
  public void kill() {
    process.kill();
  }

  /** Lets it hang, with its connections open. */
  public void pause() throws IOException, InterruptedException {
    process.pause();
  }

  /** Lets it go on after a pause. */
  public void resume() throws IOException, InterruptedException {
    process.resume();
  }

  /** The number of its process, as the system knows it. */
  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isRunning();
  }

  /** Waits for its end; returns the exit code. */
  public int exitCode() throws InterruptedException {
    return process.exitCode();
  }

  @Override
  public void close() {
    process.close();
    Traces.shown(name, log());
  }
}
