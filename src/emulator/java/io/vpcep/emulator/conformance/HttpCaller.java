package io.vpcep.emulator.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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

  HttpCaller(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public Reply call(ConformanceCase test, Target target) throws IOException, InterruptedException {
    URI url = URI.create(target.filled(test.path()).orElseThrow());
    Map<String, String> headers = new LinkedHashMap<>();
    if (!test.headers().containsKey(Authenticator.TOKEN)) {
      headers.putAll(authenticator.headers(test.method(), url, test.body()));
    }
    test.headers().forEach((name, value) -> headers.put(name, target.filled(value).orElseThrow()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .method(test.method(), BodyPublishers.ofString(test.body()))
            .header("Content-Type", "application/json;charset=utf8");
    headers.forEach(request::header);
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(LARGEST);
      return new Reply(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
