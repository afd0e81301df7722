package io.vpcep.operator.cloud;

import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes calls, one at a time for each caller's thread, and tells every outcome as a value of the
 * reader's or as a {@link CloudException}. Follows no redirect, repeats nothing, reads no answer
 * that is too large, and waits for none longer than {@link HttpSettings#wholeAnswerTimeout()}.
 */
public final class CloudHttp implements AutoCloseable {

  private final HttpSettings settings;
  private final CallListener listener;
  private final Clock clock;
  private final Answers answers;
  private final OkHttpClient client;
  private volatile boolean closed;

  /**
   * @param listener hears of every call; one whose answer did not arrive whole has the code {@code
   *     none}
   * @param clock what a {@code Retry-After} date is compared with
   * @throws IllegalArgumentException when the CA bundle is of no use
   */
  public CloudHttp(HttpSettings settings, CallListener listener, Clock clock) {
    this(
        settings,
        listener,
        clock,
        Transport.client(settings, CloudHttp::prove, CloudHttp::noteConnection));
  }

  private CloudHttp(
      HttpSettings settings, CallListener listener, Clock clock, OkHttpClient client) {
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.answers = new Answers(settings.maxResponseBytes(), clock);
    this.client = client;
  }

  /** The same with another network. */
  CloudHttp over(UnaryOperator<OkHttpClient> change) {
    return new CloudHttp(settings, listener, clock, change.apply(client));
  }

  /**
   * Makes one call. An interrupted thread gets a failure and keeps its interrupted status; while it
   * waits for bytes that is noticed with the next of them, so that whoever ends the operator also
   * calls {@link #close()}.
   *
   * @throws CloudException for every outcome but the expected status with a body that the reader
   *     understands
   */
  public <T> T call(ApiCall call, AnswerReader<T> reader) throws CloudException {
    if (closed) {
      throw new CloudException(shuttingDown());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CloudException(interrupted());
    }
    Progress progress = new Progress();
    Call http = client.newCall(prepared(call, progress));
    long start = System.nanoTime();
    try (Response response = http.execute()) {
      progress.code = Integer.toString(response.code());
      try {
        return answers.read(call.as(response.request()), response, reader);
      } finally {
        // Closing a half-read answer reads on for a while; cancelling drops it. No effect on a
        // whole one, whose connection is already back in the pool.
        http.cancel();
      }
    } catch (IOException e) {
      progress.code = "none";
      throw new CloudException(lost(call, e, progress));
    } finally {
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      listener.called(call.cloud(), call.api().label(), call.operation(), progress.code, duration);
    }
  }

  /** Ends all calls at once; they and later ones fail. */
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Request prepared(ApiCall call, Progress progress) {
    return call.request()
        .newBuilder()
        .header("User-Agent", "vpcep-operator/" + settings.version())
        .tag(Progress.class, progress)
        .tag(Authenticator.class, call.authenticator())
        .build();
  }

  private CloudFailure lost(ApiCall call, IOException cause, Progress progress) {
    if (closed) {
      return shuttingDown();
    }
    return Thread.currentThread().isInterrupted()
        ? interrupted()
        : new LostCall(call.server(), settings).failure(cause, progress.connected);
  }

  private static CloudFailure shuttingDown() {
    return new CloudFailure(Reason.CLOUD_UNAVAILABLE, "the operator is shutting down");
  }

  private static CloudFailure interrupted() {
    return new CloudFailure(Reason.CLOUD_UNAVAILABLE, "the call was interrupted");
  }

  private static Response prove(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Authenticator authenticator = request.tag(Authenticator.class);
    return chain.proceed(authenticator == null ? request : authenticator.authenticate(request));
  }

  private static Response noteConnection(Interceptor.Chain chain) throws IOException {
    Progress progress = chain.request().tag(Progress.class);
    if (progress != null) {
      progress.connected = true;
    }
    return chain.proceed(chain.request());
  }

  /** How far a call has come; used by the calling thread alone. */
  private static final class Progress {
    private boolean connected;
    private String code = "none";
  }
}
