package io.vpcep.operator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks {@code /readyz} until it is answered with 200. */
final class Readiness {

  private static final Duration BETWEEN = Duration.ofMillis(25);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  Readiness(int port) {
    request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
  }

  /** Waits; returns the seconds from the start of the process. */
  double await(JavaProcess process) throws InterruptedException {
    long deadline = process.startedAt() + BenchEnvironment.PATIENCE.toNanos();
    while (!isReady()) {
      process.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new BenchException("/readyz was not answered with 200");
      }
      BenchEnvironment.pass(BETWEEN);
    }
    return BenchEnvironment.secondsSince(process.startedAt(), System.nanoTime());
  }

  private boolean isReady() throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
