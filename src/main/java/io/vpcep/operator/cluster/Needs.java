package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.VpcEndpointConnection;
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
public record Needs(Set<String> namespaces, @Nullable LeaseName lease) {

  private static final List<String> KINDS =
      List.of(
          HasMetadata.getPlural(CloudAccount.class),
          HasMetadata.getPlural(VpcEndpointConnection.class));

  /** The name of a Lease. */
  public record LeaseName(String namespace, String name) {}

  /** Without these in a namespace, nothing of it can be known. */
  List<Right> toWatch(@Nullable String namespace) {
    var rights = new ArrayList<Right>();
    for (var kind : KINDS) {
      for (var verb : List.of("list", "watch")) {
        rights.add(new Right(verb, Group.NAME, kind, "", namespace, null));
      }
    }
    return rights;
  }

  /** All rights that are needed in a namespace. */
  List<Right> in(@Nullable String namespace) {
    var rights = new ArrayList<>(toWatch(namespace));
    for (var kind : KINDS) {
      rights.add(new Right("update", Group.NAME, kind, "status", namespace, null));
    }
    for (var verb : List.of("create", "get", "update")) {
      rights.add(new Right(verb, "", "events", "", namespace, null));
    }
    rights.add(new Right("get", "", "secrets", "", namespace, null));
    return rights;
  }

  /** What is needed to stand for election. */
  List<Right> toLead() {
    if (lease == null) {
      return List.of();
    }
    var group = "coordination.k8s.io";
    return List.of(
        new Right("get", group, "leases", "", lease.namespace(), lease.name()),
        new Right("create", group, "leases", "", lease.namespace(), null),
        new Right("update", group, "leases", "", lease.namespace(), lease.name()));
  }

  /** Everything. */
  List<Right> all() {
    return groups().stream().flatMap(List::stream).toList();
  }

  /** Everything, by where it is needed; no group is empty. */
  List<List<Right>> groups() {
    var groups = new ArrayList<List<Right>>();
    if (lease != null) {
      groups.add(toLead());
    }
    if (namespaces.isEmpty()) {
      groups.add(in(null));
    }
    namespaces.forEach(namespace -> groups.add(in(namespace)));
    return groups;
  }
}
