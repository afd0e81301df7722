package io.vpcep.operator.cluster;

import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Gives calls of OkHttp the access of the Kubernetes client: the headers that say who asks, and
 * another token when the API server does not take the present one any more.
 */
final class AuthInterceptor implements Interceptor {

  private final List<io.fabric8.kubernetes.client.http.Interceptor> parts;
  private final RequestTags tags;

  AuthInterceptor(KubernetesClient client) {
    var forRenewals = new OkHttpClientFactory();
    parts =
        List.copyOf(
            HttpClientUtils.createApplicableInterceptors(client.getConfiguration(), forRenewals)
                .values());
    tags = (RequestTags) client.getHttpClient();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var headers = new StandardHttpRequest.Builder().uri(chain.request().url().toString());
    // What they add is the same for every request; they look at none.
    parts.forEach(part -> part.before(headers, null, tags));
    var response = chain.proceed(with(headers.build(), chain.request()));
    if (response.code() != HTTP_UNAUTHORIZED || !renews(headers)) {
      return response;
    }
    response.close();
    return chain.proceed(with(headers.build(), chain.request()));
  }

  private boolean renews(HttpRequest.Builder headers) {
    // The one response of the client that can be made outside of it; they look at the code only.
    var unauthorized = new WebSocketUpgradeResponse(headers.build(), HTTP_UNAUTHORIZED);
    return parts.stream().anyMatch(part -> part.afterFailure(headers, unauthorized, tags).join());
  }

  private static Request with(HttpRequest headers, Request request) {
    var result = request.newBuilder();
    headers
        .headers()
        .forEach((name, values) -> values.forEach(value -> result.addHeader(name, value)));
    return result.build();
  }
}
