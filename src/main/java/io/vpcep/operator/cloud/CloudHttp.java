package io.vpcep.operator.cloud;

import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.time.Clock;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes calls, one at a time for each caller's thread, and returns every outcome as a value of the
 * reader's or throws a {@link CloudException}. Follows no redirect, repeats nothing, reads no
 * response that is too large, and waits for none longer than {@link
 * HttpSettings#wholeAnswerTimeout()}.
 */
public final class CloudHttp implements AutoCloseable {

  /** Builds a call when it is about to be made, so that a fault in building it fails that call. */
  @FunctionalInterface
  public interface CallSource {

    /**
     * Builds the call.
     *
     * @throws CloudException when there can be no such call, for example for an ID that no URL
     *     holds
     */
    ApiCall get() throws CloudException;
  }

  private final HttpSettings settings;
  private final CallListener listener;
  private final InternalErrors internalErrors;
  private final ResponseReader responseReader;
  private final OkHttpClient client;
  private volatile boolean closed;

  /**
   * @param listener notified of every call; one without a complete response has the code {@code
   *     none}
   * @param clock what a {@code Retry-After} date is compared with
   * @param services what the error codes of the services mean; those of IAM and the gateway are
   *     known
   * @throws IllegalArgumentException when the CA bundle is of no use
   */
  public CloudHttp(HttpSettings settings, CallListener listener, Clock clock, ErrorCodes services) {
    this(settings, listener, clock, services, UnaryOperator.identity());
  }

  /**
   * @param network changes what the calls are made over
   */
  CloudHttp(
      HttpSettings settings,
      CallListener listener,
      Clock clock,
      ErrorCodes services,
      UnaryOperator<OkHttpClient> network) {
    this.settings = settings;
    this.listener = listener;
    this.internalErrors = new InternalErrors(listener);
    this.responseReader =
        new ResponseReader(settings.maxResponseBytes(), clock, PlatformErrors.CODES.and(services));
    this.client = network.apply(Transport.client(settings, CloudHttp::prove));
  }

  /**
   * Makes one call. An interrupted thread gets a failure and keeps its interrupted status; while it
   * waits for bytes that is noticed with the next of them, so that whoever ends the operator also
   * calls {@link #close()}.
   *
   * @param source builds the call; here, so that a fault in that is a failure too
   * @throws CloudException for every outcome but the expected status with a body that the reader
   *     understands; INTERNAL_ERROR for every exception of our own code. Nothing else is thrown
   */
  public <T> T call(CallSource source, ResponseParser<T> reader) throws CloudException {
    try {
      requireUsable();
      return send(source.get(), reader);
    } catch (CloudException e) {
      throw e;
    } catch (Throwable e) {
      throw internalErrors.report(e);
    }
  }

  private <T> T send(ApiCall call, ResponseParser<T> reader) throws CloudException {
    CallProgress progress = new CallProgress();
    Call http = client.newCall(prepared(call, progress));
    try (Response response = http.execute()) {
      progress.responded(response.code());
      try {
        return responseReader.read(call.as(response.request()), response, reader);
      } finally {
        // Closing a half-read response reads on for a while; cancelling drops it. No effect on a
        // whole one, whose connection is already back in the pool.
        http.cancel();
      }
    } catch (IOException e) {
      progress.lost();
      throw new CloudException(lost(call, e, progress));
    } finally {
      listener.called(
          call.cloud(), call.api().label(), call.operation(), progress.code(), progress.elapsed());
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

  private void requireUsable() throws CloudException {
    if (closed) {
      throw new CloudException(shuttingDown());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CloudException(CloudFailure.interrupted());
    }
  }

  private Request prepared(ApiCall call, CallProgress progress) {
    return call.request()
        .newBuilder()
        .header("User-Agent", "vpcep-operator/" + settings.version())
        .tag(CallProgress.class, progress)
        .tag(Authenticator.class, call.authenticator())
        .build();
  }

  private CloudFailure lost(ApiCall call, IOException cause, CallProgress progress) {
    if (closed) {
      return shuttingDown();
    }
    return Thread.currentThread().isInterrupted()
        ? CloudFailure.interrupted()
        : new IoErrorMapper(call.server(), settings)
            .failure(cause, progress.connected(), progress.elapsed());
  }

  private static CloudFailure shuttingDown() {
    return new CloudFailure(Reason.CLOUD_UNAVAILABLE, "The operator is shutting down.");
  }

  private static Response prove(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Authenticator authenticator = request.tag(Authenticator.class);
    return chain.proceed(authenticator == null ? request : authenticator.authenticate(request));
  }
}
