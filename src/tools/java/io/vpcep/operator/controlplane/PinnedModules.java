package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The Go modules that the control plane is built from.
 *
 * @param folder holds the modules {@code etcd} and {@code kubernetes}
 * @param kubernetesVersion for example 1.35.4
 * @param goVersion the oldest Go that builds them
 */
record PinnedModules(Path folder, String kubernetesVersion, String goVersion) {

  private static final List<String> FILES =
      List.of(
          "etcd/go.mod", "etcd/go.sum", "etcd/main.go", "kubernetes/go.mod", "kubernetes/go.sum");

  static PinnedModules in(Path folder) throws IOException {
    GoModule kubernetes = GoModule.in(folder.resolve("kubernetes"));
    return new PinnedModules(
        folder, kubernetes.version("k8s.io/kubernetes"), kubernetes.goVersion());
  }

  Path etcd() {
    return folder.resolve("etcd");
  }

  Path kubernetes() {
    return folder.resolve("kubernetes");
  }

  /** Twelve hex digits that differ whenever a pin or the way of building does. */
  String fingerprint(List<String> buildFlags) {
    return GoModule.fingerprint(folder, FILES, buildFlags);
  }
}
