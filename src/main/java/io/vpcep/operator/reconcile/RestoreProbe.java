package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.cluster.ApiServerJson;
import io.vpcep.operator.cluster.RawKubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that the API server's storage was restored from a backup. Its versions go back then,
 * and a watch, which asks for what comes after a version that does not exist any more, tells of
 * nothing without failing. This is the one place where versions are compared as numbers.
 */
final class RestoreProbe {

  private static final Logger LOG = LoggerFactory.getLogger(RestoreProbe.class);

  private final RawKubernetesClient calls;
  private final Map<Class<?>, Long> highest = new ConcurrentHashMap<>();
  private int turn;

  RestoreProbe(RawKubernetesClient calls) {
    this.calls = calls;
  }

  /** A resource was seen at this version. */
  void saw(HasMetadata resource) {
    raise(resource.getClass(), number(resource.getMetadata().getResourceVersion()));
  }

  /** Everything was read again: only what is seen from now on counts. */
  void forget() {
    highest.clear();
  }

  /**
   * Asks for the present version of each kind.
   *
   * @param namespaces those that may be asked for; empty for all
   * @return whether one of them is lower than one that was seen before
   */
  boolean isRestored(Set<String> namespaces) {
    var scope = scope(namespaces);
    boolean restored = false;
    // Each kind may have a storage of its own; namespaces share it.
    for (var kind : Kinds.ALL) {
      restored |= isLower(kind, scope);
    }
    return restored;
  }

  /** Another namespace each time: one may be forbidden or gone. */
  private String scope(Set<String> namespaces) {
    if (namespaces.isEmpty()) {
      return "";
    }
    turn = (turn + 1) % namespaces.size();
    return "namespaces/" + namespaces.stream().sorted().skip(turn).findFirst().orElseThrow() + "/";
  }

  private boolean isLower(Class<? extends HasMetadata> kind, String scope) {
    var before = highest.get(kind);
    var path =
        "/apis/%s/%s/%s%s?limit=1"
            .formatted(Group.NAME, Group.VERSION, scope, HasMetadata.getPlural(kind));
    try {
      var present = number(calls.send("GET", path, null, ApiServerJson::resourceVersion));
      if (present != null && before != null && present < before) {
        return true;
      }
      raise(kind, present);
    } catch (KubernetesClientException e) {
      LOG.debug("cannot read the current resource version", e);
    }
    return false;
  }

  private void raise(Class<?> kind, @Nullable Long version) {
    if (version != null) {
      highest.merge(kind, version, Math::max);
    }
  }

  private static @Nullable Long number(@Nullable String version) {
    try {
      return version == null || version.isEmpty() ? null : Long.valueOf(version);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
