package io.vpcep.operator.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.ApiServerJson;
import io.vpcep.operator.cluster.RawKubernetesClient;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status, and nothing else, under the resource version that was decided on: of two
 * writers, one finds out.
 *
 * @param calls made only while this replica leads
 */
record StatusWriter(RawKubernetesClient calls) {

  /**
   * Replaces the status.
   *
   * @return the resource as it is from then on
   * @throws KubernetesClientException with code 409 or 404 if the resource has changed or is gone
   *     meanwhile, and as {@link RawKubernetesClient#send} does
   */
  <S, P extends Resource<?, S>> P write(P resource, S status) {
    // All else of the response is known: the spec cannot have changed, and the status was sent.
    var version =
        calls.send(
            "PUT", path(resource), Sent.of(resource, status), ApiServerJson::resourceVersion);
    if (version.isEmpty()) {
      throw new KubernetesClientException("the response has no resource version");
    }
    return with(resource, status, version);
  }

  private static String path(Resource<?, ?> resource) {
    return "/apis/%s/namespaces/%s/%s/%s/status"
        .formatted(
            resource.getApiVersion(),
            resource.getMetadata().getNamespace(),
            resource.getPlural(),
            resource.getMetadata().getName());
  }

  private static <S, P extends Resource<?, S>> P with(P resource, S status, String version) {
    var updated = ResourceCloner.of(resource);
    updated.setMetadata(
        new ObjectMetaBuilder(resource.getMetadata()).withResourceVersion(version).build());
    updated.setStatus(status);
    return updated;
  }

  /** What the API server needs of a resource to replace its status. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Sent(
      String apiVersion, String kind, ObjectMeta metadata, @Nullable Object status) {

    static Sent of(Resource<?, ?> resource, @Nullable Object status) {
      var metadata = resource.getMetadata();
      return new Sent(
          resource.getApiVersion(),
          resource.getKind(),
          new ObjectMetaBuilder()
              .withNamespace(metadata.getNamespace())
              .withName(metadata.getName())
              .withUid(metadata.getUid())
              .withResourceVersion(metadata.getResourceVersion())
              .build(),
          status);
    }
  }
}
