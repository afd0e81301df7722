package io.vpcep.operator.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.ApiServerJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status, and nothing else, under the resource version that was decided on: of two
 * writers, one finds out.
 */
final class StatusWriter {

  /** Leaves the rest of a response to whoever has opened it. */
  private static final JsonFactory JSON =
      ApiServerJson.factory().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private final LeaderCalls calls;

  StatusWriter(LeaderCalls calls) {
    this.calls = calls;
  }

  /**
   * Replaces the status.
   *
   * @return the resource as it is from then on
   * @throws KubernetesClientException with code 409 or 404 if the resource has changed or is gone
   *     meanwhile, and as {@link LeaderCalls#send} does
   */
  <S, P extends Resource<?, S>> P write(P resource, S status) {
    var version =
        calls.send("PUT", path(resource), Sent.of(resource, status), StatusWriter::version);
    return with(resource, status, version);
  }

  /**
   * The version that the resource has now. All else of the response is known: its spec cannot have
   * changed, and its status is what was sent.
   */
  private static String version(InputStream answer) throws IOException {
    try (var json = JSON.createParser(answer)) {
      enter(json, "metadata");
      enter(json, "resourceVersion");
      return Objects.requireNonNull(json.nextTextValue(), "an answer without a resource version");
    }
  }

  /** Goes to the value of a field of the object that is next. */
  private static void enter(JsonParser json, String field) throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals(field)) {
      json.nextToken();
      json.skipChildren();
    }
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
