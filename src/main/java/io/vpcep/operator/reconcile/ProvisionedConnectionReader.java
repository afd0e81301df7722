package io.vpcep.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cluster.ApiServerJson;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.provisioning.ConnectionManifest;
import io.vpcep.operator.provisioning.ConnectionPlanner.Resources;
import io.vpcep.operator.provisioning.ProvisionedConnection;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server which resources there are in the namespace of a service: the informers keep
 * neither labels nor owners, may be behind, and do not see those of other shards. Of each resource
 * only little is kept, since a tenant may make one as large as an object can be.
 *
 * @param selector of the services that are watched, and of what they make; empty for all
 */
record ProvisionedConnectionReader(RawKubernetesClient calls, LabelSelector selector) {

  private static final int PAGE = 250;
  private static final int MOST_PAGES = 80;

  /** So many differences are kept at a time, of what can be changed; the next read finds others. */
  private static final int MOST_DIFFERENCES = 100;

  /** The resources of the namespace, and how those of the service should be. */
  record Found(ConnectionManifest manifest, Resources resources) {}

  /**
   * Reads them; null if the service is gone, changed, or marked for deletion.
   *
   * @param isHeld whether a resource of this name cannot be changed at present
   * @throws KubernetesClientException if the API server does not tell
   */
  @Nullable Found read(VpcEndpointService service, Predicate<String> isHeld) {
    var metadata = service.getMetadata();
    var present =
        new PresentMetadata(calls)
            .of(
                VpcEndpointService.class,
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                metadata.getGeneration());
    if (present == null) {
      return null;
    }
    var manifest = new ConnectionManifest(service, inherited(present.path("labels")));
    return new Found(manifest, new Collector(manifest, isHeld).list());
  }

  /** The labels of the service that the selector asks for. */
  private Map<String, String> inherited(JsonNode labels) {
    var inherited = new TreeMap<String, String>();
    for (var key : selector.keys()) {
      if (labels.has(key)) {
        inherited.put(key, labels.get(key).asText());
      }
    }
    return inherited;
  }

  /** The path of the resources of a kind in a namespace. */
  static String path(Class<? extends Resource<?, ?>> type, String namespace) {
    return "/apis/%s/%s/namespaces/%s/%s"
        .formatted(Group.NAME, Group.VERSION, namespace, HasMetadata.getPlural(type));
  }

  /** Goes through the list. */
  private final class Collector {

    private final ConnectionManifest manifest;
    private final List<ProvisionedConnection> made = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> endpointIds = new HashSet<>();
    private final Set<Long> markerIds = new HashSet<>();
    private final Predicate<String> isHeld;
    private int differences;
    private int omitted;

    Collector(ConnectionManifest manifest, Predicate<String> isHeld) {
      this.manifest = manifest;
      this.isHeld = isHeld;
    }

    Resources list() {
      var path = path(VpcEndpointConnection.class, manifest.namespace()) + "?limit=" + PAGE;
      var next = calls.getWhole(path, page -> ApiServerJson.items(page, this::add));
      for (int pages = 1; !next.isEmpty() && pages < MOST_PAGES; pages++) {
        var rest = path + "&continue=" + URLEncoder.encode(next, UTF_8);
        next = calls.getWhole(rest, page -> ApiServerJson.items(page, this::add));
      }
      if (!next.isEmpty()) {
        // Half a list would have resources made twice.
        throw new KubernetesClientException(
            "the namespace has more than %d VpcEndpointConnections".formatted(PAGE * MOST_PAGES));
      }
      return new Resources(made, names, new WatchedConnections(endpointIds, markerIds), omitted);
    }

    private void add(JsonNode resource) {
      var own = ProvisionedConnection.read(resource, manifest);
      if (own == null) {
        addOther(resource.path("metadata").path("name").asText(), resource.path("spec"));
      } else {
        made.add(isOmitted(own) ? own.withoutDifference() : own);
      }
    }

    private boolean isOmitted(ProvisionedConnection own) {
      if (own.difference() == null || own.isDeleting()) {
        return false;
      }
      if (isHeld.test(own.name()) || differences >= MOST_DIFFERENCES) {
        omitted++;
        return true;
      }
      differences++;
      return false;
    }

    private void addOther(String name, JsonNode spec) {
      names.add(name);
      if (manifest.isOfSource(spec)) {
        if (spec.has("endpointID")) {
          endpointIds.add(spec.path("endpointID").asText());
        } else {
          markerIds.add(spec.path("markerID").asLong());
        }
      }
    }
  }
}
