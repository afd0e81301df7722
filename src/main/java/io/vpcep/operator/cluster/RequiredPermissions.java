package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator needs to be allowed to do, and no more than that.
 *
 * @param namespaces that are to be watched; empty for all
 * @param lease that is to be held; null for none
 */
public record RequiredPermissions(Set<String> namespaces, @Nullable LeaseName lease) {

  private static final List<String> KINDS = Kinds.ALL.stream().map(HasMetadata::getPlural).toList();

  /** The name of a Lease. */
  public record LeaseName(String namespace, String name) {}

  /** Without these in a namespace, nothing of it can be known. */
  List<Permission> toWatch(@Nullable String namespace) {
    var rights = new ArrayList<Permission>();
    for (var kind : KINDS) {
      for (var verb : List.of("list", "watch")) {
        rights.add(new Permission(verb, Group.NAME, kind, "", namespace, null));
      }
    }
    return rights;
  }

  /** All rights that are needed in a namespace. */
  List<Permission> in(@Nullable String namespace) {
    var rights = new ArrayList<>(toWatch(namespace));
    for (var kind : KINDS) {
      rights.add(new Permission("update", Group.NAME, kind, "status", namespace, null));
    }
    for (var verb : List.of("create", "get", "patch")) {
      rights.add(new Permission(verb, "", "events", "", namespace, null));
    }
    rights.add(new Permission("get", "", "secrets", "", namespace, null));
    return rights;
  }

  /** What is needed to stand for election. */
  List<Permission> forLeaderElection() {
    if (lease == null) {
      return List.of();
    }
    var group = "coordination.k8s.io";
    return List.of(
        new Permission("get", group, "leases", "", lease.namespace(), lease.name()),
        new Permission("create", group, "leases", "", lease.namespace(), null),
        new Permission("update", group, "leases", "", lease.namespace(), lease.name()));
  }

  /** Everything. */
  List<Permission> all() {
    return groups().stream().flatMap(List::stream).toList();
  }

  /** Everything, by where it is needed; no group is empty. */
  List<List<Permission>> groups() {
    var groups = new ArrayList<List<Permission>>();
    if (lease != null) {
      groups.add(forLeaderElection());
    }
    if (namespaces.isEmpty()) {
      groups.add(in(null));
    }
    namespaces.forEach(namespace -> groups.add(in(namespace)));
    return groups;
  }
}
