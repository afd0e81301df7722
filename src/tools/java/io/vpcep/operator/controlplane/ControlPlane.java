package io.vpcep.operator.controlplane;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes API of its own: etcd and kube-apiserver on loopback, without nodes and without
 * controllers. So nothing runs pods, collects garbage, or finishes the deletion of a namespace.
 *
 * <p>Logs go to {@code target/controlplane/}; all else is in a temporary folder that {@link #close}
 * removes. The processes end with this JVM too.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private final ControlPlaneBinaries binaries;
  private final Path folder;
  private final Path logs;
  private final int etcdPort;
  private final int port;
  private final AdminAccess access;
  private final Kubectl kubectl;
  private final List<String> flags;
  private volatile LocalProcess etcd;
  private volatile @Nullable LocalProcess apiServer;

  private ControlPlane(ControlPlaneBinaries binaries, List<String> flags) throws IOException {
    this.binaries = binaries;
    this.flags = List.copyOf(flags);
    folder = Files.createTempDirectory("vpcep-controlplane-");
    logs = Files.createDirectories(PROJECT.resolve("target").resolve("controlplane"));
    List<Integer> ports = FreePort.pick(2);
    etcdPort = ports.get(0);
    port = ports.get(1);
    access = AdminAccess.create(folder, "https://" + ServerCommands.LOOPBACK + ":" + port);
    kubectl =
        new Kubectl(binaries.kubectl(), access.kubeconfig(), PROJECT, folder.resolve("kubectl"));
    etcd = newEtcd();
  }

  private LocalProcess newEtcd() {
    List<String> command = ServerCommands.etcd(binaries, data(), etcdPort);
    return LocalProcess.start("etcd", command, logs.resolve("etcd-" + etcdPort + ".log"));
  }

  private Path data() {
    return folder.resolve("etcd");
  }

  /**
   * Starts both servers, and waits until the API is ready: some seconds, or minutes where the
   * programs have to be built first.
   *
   * @throws ControlPlaneException where the programs cannot be had or do not come up
   */
  public static ControlPlane start() {
    return start(List.of());
  }

  /**
   * As {@link #start()}, with an API server that is set up in another way than usual.
   *
   * @param flags of the kube-apiserver, beside the usual ones
   */
  public static ControlPlane start(List<String> flags) {
    try {
      SystemCommands commands = new SystemCommands();
      ControlPlane plane =
          new ControlPlane(
              new ControlPlaneBinaries(
                  BinaryFinder.ofControlPlane(
                          PROJECT, Release.chosen(), System.getenv(), commands, Progress.TERMINAL)
                      .find()),
              flags);
      Runtime.getRuntime().addShutdownHook(new Thread(plane::close, "control-plane-exit"));
      plane.awaitStart();
      return plane;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while the programs were fetched", e);
    }
  }

  private void awaitStart() throws IOException {
    try {
      etcd.awaitReady(this::etcdListens);
      startApiServer();
      access.writeKubeconfig();
    } catch (ControlPlaneException e) {
      close();
      throw e;
    }
  }

  private boolean etcdListens() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), etcdPort)) {
      return socket.isConnected();
    }
  }

  /** An administrator's kubeconfig file. */
  public Path kubeconfig() {
    return access.kubeconfig();
  }

  /** Writes a kubeconfig file for whoever has the token; returns the file. */
  public Path writeKubeconfig(Path file, String token) {
    try {
      access.writeKubeconfig(file, "user", token);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kubectl of this control plane's version, for those who run it in a way of their own. */
  public Path kubectlProgram() {
    return Path.of(binaries.kubectl());
  }

  /** An administrator's access, which the caller may change at will. */
  public Config config() {
    return access.config();
  }

  /** A new administrator's client in the namespace; the caller closes it. */
  public KubernetesClient client(String namespace) {
    Config config = config();
    config.setNamespace(namespace);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /**
   * Makes a namespace that nobody else has.
   *
   * @param prefix lower case letters, digits and hyphens, of at most 58 characters
   * @return its name
   */
  public String createNamespace(String prefix) {
    try (KubernetesClient client = client("default")) {
      return client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withGenerateName(prefix + "-")
                  .endMetadata()
                  .build())
          .create()
          .getMetadata()
          .getName();
    }
  }

  /** Installs what the project has in {@code crds/}, and waits until it is served. */
  public void installCrds() throws IOException {
    Path crds = PROJECT.resolve("crds");
    if (!Files.isDirectory(crds)) {
      return;
    }
    kubectl("apply", "--server-side", "--field-manager=vpcep-install", "-f", crds.toString());
    kubectl("wait", "--for=condition=Established", "--timeout=120s", "-f", crds.toString());
  }

  /**
   * Runs kubectl as an administrator, in the project's folder.
   *
   * @return its standard output
   * @throws ControlPlaneException with its standard error, where it fails
   */
  public String kubectl(String... arguments) {
    return kubectl.run(arguments);
  }

  /** As {@link #kubectl}, in a namespace. */
  public String kubectlIn(String namespace, String... arguments) {
    return kubectl(
        Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new));
  }

  /** As {@link #kubectl}, where a failure may be what is wanted. */
  public CommandResult tryKubectl(String... arguments) {
    return kubectl.tryRun(arguments);
  }

  /** Starts the API server again: same address, data and certificate. Also resumes a paused one. */
  public synchronized void startApiServer() {
    LocalProcess present = apiServer;
    if (present != null && present.handle().isAlive()) {
      present.resume();
      return;
    }
    LocalProcess started =
        LocalProcess.start(
            "kube-apiserver",
            ServerCommands.apiServer(binaries, access, port, etcdPort, flags),
            logs.resolve("kube-apiserver-" + port + ".log"));
    apiServer = started;
    started.awaitReady(access::hasCertificate);
    try (KubernetesClient probe =
        new KubernetesClientBuilder().withConfig(access.impatientConfig()).build()) {
      started.awaitReady(() -> "ok".equals(probe.raw("/readyz")));
    }
  }

  /** Ends the API server as an upgrade would; what it knew is still in etcd. */
  public synchronized void stopApiServer() {
    Optional.ofNullable(apiServer).ifPresent(LocalProcess::stop);
  }

  /** Freezes the API server: connections stay open, and nobody answers. */
  public synchronized void pauseApiServer() {
    Optional.ofNullable(apiServer).ifPresent(LocalProcess::pause);
  }

  public synchronized void resumeApiServer() {
    Optional.ofNullable(apiServer).ifPresent(LocalProcess::resume);
  }

  /**
   * Copies all that etcd holds, as a backup of the cluster does. Both servers are stopped for it
   * and run again when this returns, at their old addresses.
   *
   * @param backup a folder that does not exist yet
   */
  public void backUp(Path backup) throws IOException {
    whileStopped(() -> FolderTree.copy(data(), backup));
  }

  /**
   * Puts a backup in place of all that etcd holds: whatever was written since is gone, and resource
   * versions are given a second time. Both servers are stopped for it and run again when this
   * returns, at their old addresses.
   */
  public void restore(Path backup) throws IOException {
    whileStopped(
        () -> {
          FolderTree.delete(data());
          FolderTree.copy(backup, data());
        });
  }

  private synchronized void whileStopped(FileWork work) throws IOException {
    stopApiServer();
    etcd.stop();
    work.run();
    etcd = newEtcd();
    etcd.awaitReady(this::etcdListens);
    startApiServer();
  }

  private interface FileWork {
    void run() throws IOException;
  }

  Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.ofNullable(apiServer), Stream.of(etcd)).map(LocalProcess::handle);
  }

  /** Kills both servers, also while they start. Does nothing the second time. */
  @Override
  public void close() {
    Optional.ofNullable(apiServer).ifPresent(LocalProcess::kill);
    etcd.kill();
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
