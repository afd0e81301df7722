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

/** Hears of every request that the API server forbids, whoever made it. */
public final class Refusals implements Interceptor {

  private static final String REVIEWS = "/apis/authorization.k8s.io/";

  private volatile Consumer<String> listener = path -> {};

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
   * @param whom told of the path that was asked for
   */
  public void tell(Consumer<String> whom) {
    listener = whom;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    hear(response.code(), request.uri().getPath());
  }

  /** Hears of an answer. */
  void hear(int code, String path) {
    // Whoever may not even ask what is allowed would ask for ever.
    if (code == HTTP_FORBIDDEN && !path.startsWith(REVIEWS)) {
      listener.accept(path);
    }
  }
}
