package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.ApiServerJson;
import io.vpcep.operator.cluster.RawKubernetesClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server for the metadata of a resource, because an informer may be behind, and keeps
 * little of it.
 */
record PresentMetadata(RawKubernetesClient calls) {

  /**
   * The metadata of a resource; null if it is gone, marked for deletion, or another than is known.
   *
   * @param uid of the resource that is known
   * @param generation of the resource that is known
   * @throws KubernetesClientException if the API server does not tell
   */
  @Nullable JsonNode of(
      Class<? extends Resource<?, ?>> type,
      String namespace,
      String name,
      String uid,
      long generation) {
    var path = ProvisionedConnectionReader.path(type, namespace) + "/" + name;
    try {
      var present = calls.getWhole(path, ApiServerJson::object).path("metadata");
      return present.path("uid").asText().equals(uid)
              && present.path("generation").asLong() == generation
              && !present.has("deletionTimestamp")
          ? present
          : null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }
}
