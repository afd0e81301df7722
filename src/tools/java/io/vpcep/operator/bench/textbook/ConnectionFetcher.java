package io.vpcep.operator.bench.textbook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javaoperatorsdk.operator.processing.event.source.polling.PerResourcePollingEventSource.ResourceFetcher;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Asks the cloud for the connection of one resource, by its ID. */
final class ConnectionFetcher implements ResourceFetcher<CloudConnection, VpcEndpointConnection> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OkHttpClient client = new OkHttpClient();
  private final String url;
  private final String project;
  private final String token;

  ConnectionFetcher(String url, String project, String token) {
    this.url = url;
    this.project = project;
    this.token = token;
  }

  /** An answer of the API. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Answer(List<CloudConnection> connections) {}

  @Override
  public Set<CloudConnection> fetchResources(VpcEndpointConnection resource) {
    var service = Objects.requireNonNull(resource.getSpec().vpcEndpointService());
    var address =
        HttpUrl.get(url)
            .newBuilder()
            .addPathSegments("v1/" + project + "/vpc-endpoint-services/" + service.id())
            .addPathSegment("connections")
            .addQueryParameter("id", resource.getSpec().endpointID())
            .build();
    var request = new Request.Builder().url(address).header("X-Auth-Token", token).build();
    try (var response = client.newCall(request).execute();
        var body = Objects.requireNonNull(response.body())) {
      if (!response.isSuccessful()) {
        throw new IOException("the cloud answered with " + response.code());
      }
      return Set.copyOf(JSON.readValue(body.byteStream(), Answer.class).connections());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
