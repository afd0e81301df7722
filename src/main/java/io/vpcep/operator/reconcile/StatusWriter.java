package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status, and nothing else, under the resource version that was decided on: of two
 * writers, one finds out.
 */
final class StatusWriter {

  private final KubernetesClient client;

  StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Replaces the status.
   *
   * @return the resource as it is from then on; null if it has changed or is gone meanwhile
   * @throws KubernetesClientException if it should be tried again
   */
  <S, P extends Resource<?, S>> @Nullable P write(P resource, S status) {
    try {
      var answer = client.raw(path(resource), "PUT", Sent.of(resource, status));
      return with(resource, status, read(answer).metadata());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  private Answer read(String answer) {
    return client.getKubernetesSerialization().unmarshal(answer, Answer.class);
  }

  private static String path(Resource<?, ?> resource) {
    return "/apis/%s/namespaces/%s/%s/%s/status"
        .formatted(
            resource.getApiVersion(),
            resource.getMetadata().getNamespace(),
            resource.getPlural(),
            resource.getMetadata().getName());
  }

  private static <S, P extends Resource<?, S>> P with(P resource, S status, ObjectMeta metadata) {
    var updated = Copies.of(resource);
    updated.setMetadata(metadata);
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

  /**
   * What the resource has become; its spec cannot have changed, and its status is what was sent.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Answer(ObjectMeta metadata) {}
}
