package io.vpcep.operator.controlplane;

import java.nio.file.Path;

/** A folder that holds all three programs of a control plane. */
record ControlPlaneBinaries(Path folder) {

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
