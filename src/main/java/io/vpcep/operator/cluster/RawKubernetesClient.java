package io.vpcep.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vpcep.operator.cluster.KeptFieldsInterceptor.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the API server, each made in the thread that waits for its response, on a connection of
 * its own. The client's usual way hands a call through several layers and three threads, and all
 * calls share the one that reads and decrypts: fine for some that are long, but a third of what
 * thousands of small writes cost. The access is the client's, down to how a token is renewed. Its
 * retries are not: a resource whose write fails is reconciled again anyway.
 */
public final class RawKubernetesClient implements AutoCloseable {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType MERGE_PATCH = MediaType.get("application/merge-patch+json");

  private final KubernetesSerialization json;
  private final ForbiddenInterceptor forbiddenInterceptor;
  private final String server;
  private final OkHttpClient http;
  private final AtomicBoolean closed;
  private final Runnable precondition;

  /**
   * Calls with the same access as another client.
   *
   * @param client the HTTP client below it has to be OkHttp
   * @param threads how many make calls; as many connections are kept
   * @param forbiddenInterceptor hears of what the API server forbids
   */
  public RawKubernetesClient(
      KubernetesClient client, int threads, ForbiddenInterceptor forbiddenInterceptor) {
    var config = client.getConfiguration();
    var patience = Duration.ofMillis(config.getRequestTimeout());
    json = client.getKubernetesSerialization();
    this.forbiddenInterceptor = forbiddenInterceptor;
    closed = new AtomicBoolean();
    precondition = () -> {};
    server = config.getMasterUrl().replaceFirst("/$", "");
    http =
        ((OkHttpClientImpl) client.getHttpClient())
            .getOkHttpClient()
            .newBuilder()
            .dispatcher(new Dispatcher())
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(threads, 1, TimeUnit.MINUTES))
            .readTimeout(patience)
            .writeTimeout(patience)
            .addInterceptor(unless(closed))
            .addInterceptor(new AuthInterceptor(client))
            .build();
  }

  private RawKubernetesClient(RawKubernetesClient other, OkHttpClient http, Runnable precondition) {
    this.json = other.json;
    this.forbiddenInterceptor = other.forbiddenInterceptor;
    this.server = other.server;
    this.closed = other.closed;
    this.http = http;
    this.precondition = precondition;
  }

  /** The same calls on the same connections, each of which ends after so long at the latest. */
  public RawKubernetesClient within(Duration patience) {
    var impatient = http.newBuilder().callTimeout(patience).build();
    return new RawKubernetesClient(this, impatient, precondition);
  }

  /**
   * The same calls on the same connections, none of which is made if this fails; the caller gets
   * what it throws.
   */
  public RawKubernetesClient provided(Runnable check) {
    return new RawKubernetesClient(this, http, check);
  }

  /** Reads what is needed of an response; the rest of it is passed over. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(InputStream response) throws IOException;
  }

  /**
   * Gets an object.
   *
   * @throws KubernetesClientException with the API server's code and status if it refuses, and with
   *     neither if it does not respond
   */
  public <T> T get(String path, Class<T> type) {
    return send("GET", path, null, response -> json.unmarshal(response, type));
  }

  /**
   * Gets an object or a list with all its fields, labels and annotations among them.
   *
   * @throws KubernetesClientException as {@link #get} does
   */
  public <T> T getWhole(String path, Reader<T> reader) {
    return call(request(path).tag(Whole.class, Whole.BODY).build(), path, reader);
  }

  /**
   * Sends an object, and reads nothing of the response.
   *
   * @throws KubernetesClientException as {@link #get} does
   */
  public void send(String method, String path, Object object) {
    send(method, path, object, response -> path);
  }

  /**
   * Sends an object, if there is one. What PATCH sends is a merge patch.
   *
   * @throws KubernetesClientException as {@link #get} does
   */
  public <T> T send(String method, String path, @Nullable Object object, Reader<T> reader) {
    var type = method.equals("PATCH") ? MERGE_PATCH : JSON;
    var body =
        object == null ? null : RequestBody.create(json.asJson(object).getBytes(UTF_8), type);
    return call(request(path).method(method, body).build(), path, reader);
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(server + path);
  }

  private <T> T call(Request request, String path, Reader<T> reader) {
    precondition.run();
    try (var response = http.newCall(request).execute();
        var content = requireNonNull(response.body())) {
      forbiddenInterceptor.responded();
      if (!response.isSuccessful()) {
        throw refusal(request, response.code(), content.string());
      }
      var result = reader.read(content.byteStream());
      if (content.source().isOpen()) {
        // Otherwise the connection could not be used again.
        content.source().readAll(Okio.blackhole());
      }
      return result;
    } catch (IOException e) {
      forbiddenInterceptor.lost(e);
      throw new KubernetesClientException(
          "%s %s: %s".formatted(request.method(), path, e.getMessage()), e);
    }
  }

  private KubernetesClientException refusal(Request request, int code, String response) {
    var path = request.url().encodedPath();
    forbiddenInterceptor.hear(code, path);
    var status = status(response);
    var message = status == null || status.getMessage() == null ? response : status.getMessage();
    return new KubernetesClientException(
        "%s %s: %d, %s".formatted(request.method(), path, code, message), code, status);
  }

  /** Null if it is not the API server itself that answered. */
  private @Nullable Status status(String response) {
    try {
      return json.unmarshal(response, Status.class);
    } catch (KubernetesClientException | IllegalArgumentException e) {
      return null;
    }
  }

  /** A call that gets here is known to the dispatcher, which cancels it later. */
  private static Interceptor unless(AtomicBoolean closed) {
    return chain -> {
      if (closed.get()) {
        throw new IOException("the operator stops");
      }
      return chain.proceed(chain.request());
    };
  }

  /** Breaks off what is under way; nothing is sent any more. */
  @Override
  public void close() {
    closed.set(true);
    http.dispatcher().cancelAll();
    http.connectionPool().evictAll();
  }
}
