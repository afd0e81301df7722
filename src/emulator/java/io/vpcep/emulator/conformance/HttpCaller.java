package io.vpcep.emulator.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests with the JDK's client; follows no redirection. */
final class HttpCaller implements Caller {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST = 16 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();
  private final Authenticator authenticator;
  private final Duration patience;
  private final int largest;

  HttpCaller(Authenticator authenticator) {
    this(authenticator, PATIENCE, LARGEST);
  }

  /**
   * @param patience how long a whole response may take
   * @param largest body, in bytes
   */
  HttpCaller(Authenticator authenticator, Duration patience, int largest) {
    this.authenticator = authenticator;
    this.patience = patience;
    this.largest = largest;
  }

  @Override
  public Response call(ConformanceCase test, Target target)
      throws IOException, InterruptedException {
    URI url = URI.create(target.filled(test.path()).orElseThrow());
    String body = target.filled(test.body()).orElseThrow();
    Map<String, String> headers = new LinkedHashMap<>();
    if (!test.headers().containsKey(Authenticator.TOKEN)) {
      headers.putAll(authenticator.headers(test.method(), url, body));
    }
    test.headers().forEach((name, value) -> headers.put(name, target.filled(value).orElseThrow()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .method(test.method(), BodyPublishers.ofString(body))
            .header("Content-Type", "application/json;charset=utf8");
    headers.forEach(request::header);
    HttpResponse<String> response = send(request.build());
    return new Response(response.statusCode(), response.body());
  }

  /** The client's own timeout ends with the headers; this one is for the body too. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(request, info -> new BoundedBody(largest));
    try {
      return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete response in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }
}
