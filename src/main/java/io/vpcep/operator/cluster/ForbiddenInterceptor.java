package io.vpcep.operator.cluster;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports every request that the API server forbids, and detects when its certificate is not
 * trusted any more.
 */
public class ForbiddenInterceptor implements Interceptor {

  private static final String REVIEWS = "/apis/authorization.k8s.io/";

  private final TrustMonitor trust = new TrustMonitor();
  private volatile Consumer<String> listener = path -> {};
  private volatile Consumer<String> trustListener = reason -> {};

  /** What the API server said, or why it could not be reached. */
  public static @Nullable String said(KubernetesClientException refused) {
    var status = refused.getStatus();
    return status != null && status.getMessage() != null
        ? status.getMessage()
        : refused.getMessage();
  }

  /**
   * Tells of each refusal from now on.
   *
   * @param whom notified of the path of the request
   */
  public void tell(Consumer<String> whom) {
    listener = whom;
  }

  /**
   * Tells from now on when the API server's certificate was not trusted for a minute.
   *
   * @param whom notified of the reason, with each call that fails for it
   */
  public void tellOfLostTrust(Consumer<String> whom) {
    trustListener = whom;
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    lost(failure);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    responded();
    hear(response.code(), request.uri().getPath());
  }

  /** A call got a response. */
  void responded() {
    trust.succeeded();
  }

  /** A call got no response. */
  void lost(Throwable failure) {
    trust.failed(failure, System.nanoTime()).ifPresent(trustListener);
  }

  /** A response arrived. */
  void hear(int code, String path) {
    // Without permission to ask what is allowed, it would be asked for ever.
    if (code == HTTP_FORBIDDEN && !path.startsWith(REVIEWS)) {
      listener.accept(path);
    }
  }
}
