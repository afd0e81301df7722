package io.vpcep.operator;

import static java.util.stream.Collectors.toCollection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Kinds;
import java.util.SortedSet;
import java.util.TreeSet;

/** The kinds of this operator that an API server serves. */
final class ServedKinds {

  static final String VERSION = Group.NAME + "/" + Group.VERSION;

  private ServedKinds() {}

  /** Those that it does not serve, because their definitions are not installed. */
  static SortedSet<String> missing(KubernetesClient client) {
    var served = client.getApiResources(VERSION);
    var kinds = Kinds.ALL.stream().map(HasMetadata::getKind).collect(toCollection(TreeSet::new));
    if (served != null) {
      served.getResources().forEach(resource -> kinds.remove(resource.getKind()));
    }
    return kinds;
  }
}
