package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Go modules that the control plane is built from.
 *
 * @param folder holds the module {@code etcd} and those of the releases of Kubernetes
 * @param release of Kubernetes
 * @param kubernetesVersion for example 1.35.4
 * @param goVersion the oldest Go that builds them
 */
record PinnedModules(Path folder, Release release, String kubernetesVersion, String goVersion) {

  static PinnedModules in(Path folder, Release release) throws IOException {
    GoModule etcd = GoModule.in(folder.resolve("etcd"));
    GoModule kubernetes = GoModule.in(folder.resolve(release.module()));
    return new PinnedModules(
        folder,
        release,
        kubernetes.version("k8s.io/kubernetes"),
        GoModule.newer(etcd.goVersion(), kubernetes.goVersion()));
  }

  Path etcd() {
    return folder.resolve("etcd");
  }

  Path kubernetes() {
    return folder.resolve(release.module());
  }

  /** Twelve hex digits that differ whenever a pin or the way of building does. */
  String fingerprint(List<String> buildFlags) {
    List<String> files =
        Stream.concat(
                Stream.of("etcd/go.mod", "etcd/go.sum", "etcd/main.go"),
                Stream.of("go.mod", "go.sum").map(file -> release.module() + "/" + file))
            .toList();
    return GoModule.fingerprint(folder, files, buildFlags);
  }
}
