package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cluster.ApiServerJson;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.made.ConnectionManifest;
import io.vpcep.operator.made.MadeConnection;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server which resources a service has made: the informers do not keep their labels
 * and owners, and may be behind. Of each only what is asked for is kept, since a tenant may make
 * one as large as an object can be.
 */
record MadeConnectionReader(RawKubernetesClient calls) {

  private static final int PAGE = 100;

  /** Twice as many as a service can make; what others label in its name fills the rest. */
  private static final int MOST = 2_000;

  /**
   * The resources that the service has made; null if it is gone, or marked for deletion, and is to
   * make none any more.
   *
   * @throws KubernetesClientException if the API server does not tell
   */
  @Nullable List<MadeConnection> read(ConnectionManifest manifest) {
    return isWanted(manifest.service()) ? list(manifest) : null;
  }

  private boolean isWanted(VpcEndpointService service) {
    var metadata = service.getMetadata();
    var path = path(VpcEndpointService.class, metadata.getNamespace()) + "/" + metadata.getName();
    try {
      var present = calls.getWhole(path, ApiServerJson::object).path("metadata");
      return present.path("uid").asText().equals(metadata.getUid())
          && !present.has("deletionTimestamp");
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private List<MadeConnection> list(ConnectionManifest manifest) {
    var all = new ArrayList<MadeConnection>();
    var path =
        "%s?limit=%d&labelSelector=%s"
            .formatted(
                path(VpcEndpointConnection.class, manifest.namespace()),
                PAGE,
                encoded(Group.MADE_BY + "=" + manifest.labelValue()));
    var next = "";
    for (int read = 0; read < MOST; read += PAGE) {
      var rest = next.isEmpty() ? path : path + "&continue=" + encoded(next);
      next =
          calls.getWhole(rest, page -> ApiServerJson.items(page, item -> add(all, item, manifest)));
      if (next.isEmpty()) {
        break;
      }
    }
    return all;
  }

  private static void add(List<MadeConnection> all, JsonNode item, ConnectionManifest manifest) {
    Optional.ofNullable(MadeConnection.read(item, manifest)).ifPresent(all::add);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The path of the resources of a kind in a namespace. */
  static String path(Class<? extends Resource<?, ?>> type, String namespace) {
    return "/apis/%s/%s/namespaces/%s/%s"
        .formatted(Group.NAME, Group.VERSION, namespace, HasMetadata.getPlural(type));
  }
}
