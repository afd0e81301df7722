package io.vpcep.operator.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs that are found, fetched and kept together.
 *
 * @param variable of the environment, which may name a folder that has all of them
 */
record Programs(String variable, List<String> names) {

  static final Programs MONITORING =
      new Programs("PROMETHEUS_ASSETS", List.of("prometheus", "promtool", "alertmanager"));

  static final Programs HELM = new Programs("HELM_ASSETS", List.of("helm"));

  static final Programs KUBE_STATE_METRICS =
      new Programs("KUBE_STATE_METRICS_ASSETS", List.of("kube-state-metrics"));

  static Programs ofKubernetes(String variable) {
    return new Programs(variable, List.of("etcd", "kube-apiserver", "kubectl"));
  }

  /** The programs that the folder lacks; none where it is complete. */
  List<String> missingIn(Path folder) {
    return names.stream().filter(name -> !Files.isExecutable(folder.resolve(name))).toList();
  }

  /** All of them, as a sentence names them. */
  @Override
  public String toString() {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
