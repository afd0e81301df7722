package io.vpcep.operator.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that holds all three programs of a control plane. */
record ControlPlaneBinaries(Path folder) {

  private static final List<String> NAMES = List.of("etcd", "kube-apiserver", "kubectl");

  /** The programs that the folder lacks; none where it is complete. */
  static List<String> missingIn(Path folder) {
    return NAMES.stream().filter(name -> !Files.isExecutable(folder.resolve(name))).toList();
  }

  String etcd() {
    return folder.resolve("etcd").toString();
  }

  String kubeApiServer() {
    return folder.resolve("kube-apiserver").toString();
  }

  String kubectl() {
    return folder.resolve("kubectl").toString();
  }
}
