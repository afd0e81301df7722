package io.vpcep.operator.cluster;

import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls of OkHttp the access of the Kubernetes client: the headers that say who asks, and
 * another token when the API server does not take the present one any more.
 */
final class AuthInterceptor implements Interceptor {

  private final List<io.fabric8.kubernetes.client.http.Interceptor> parts;

  AuthInterceptor(Config config) {
    var forRenewals = new OkHttpClientFactory();
    parts = List.copyOf(HttpClientUtils.createApplicableInterceptors(config, forRenewals).values());
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var headers = new Headers(chain.request().newBuilder());
    // What they add is the same for every request; they look at none.
    parts.forEach(part -> part.before(headers, null, NoTags.NONE));
    var answer = chain.proceed(headers.request().build());
    if (answer.code() != HTTP_UNAUTHORIZED || !renews(headers)) {
      return answer;
    }
    answer.close();
    return chain.proceed(headers.request().build());
  }

  private boolean renews(Headers headers) {
    return parts.stream()
        .anyMatch(part -> part.afterFailure(headers, new Unauthorized(), NoTags.NONE).join());
  }

  private record Headers(Request.Builder request) implements BasicBuilder {

    @Override
    public BasicBuilder uri(URI uri) {
      request.url(uri.toString());
      return this;
    }

    @Override
    public BasicBuilder header(String name, String value) {
      request.addHeader(name, value);
      return this;
    }

    @Override
    public BasicBuilder setHeader(String name, String value) {
      request.header(name, value);
      return this;
    }
  }

  /** The configuration says all; nothing is said for one request alone. */
  private enum NoTags implements RequestTags {
    NONE;

    @Override
    public <T> @Nullable T getTag(Class<T> type) {
      return null;
    }
  }

  private record Unauthorized() implements HttpResponse<Void> {

    @Override
    public int code() {
      return HTTP_UNAUTHORIZED;
    }

    @Override
    public @Nullable Void body() {
      return null;
    }

    @Override
    public @Nullable HttpRequest request() {
      return null;
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }
  }
}
