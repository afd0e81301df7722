package io.vpcep.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls are made where they are waited for, with the access of the client. */
class RawKubernetesClientTest {

  private static final int THREADS = 8;

  private final MockWebServer server = new MockWebServer();
  private final Queue<String> tokens = new ArrayDeque<>(List.of("a-token"));
  private final AtomicInteger refusalsHeard = new AtomicInteger();
  private final KubernetesClient client;
  private final RawKubernetesClient calls;

  RawKubernetesClientTest() throws IOException {
    server.start();
    Config access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .withOauthTokenProvider(this::token)
            .withRequestTimeout(3_000)
            .build();
    client = new KubernetesClientBuilder().withConfig(access).build();
    var forbiddenInterceptor = new ForbiddenInterceptor();
    forbiddenInterceptor.tell(path -> refusalsHeard.incrementAndGet());
    calls = new RawKubernetesClient(client, THREADS, forbiddenInterceptor);
  }

  /** The last one stays. */
  private String token() {
    return tokens.size() > 1 ? tokens.remove() : tokens.element();
  }

  @AfterEach
  void end() throws IOException {
    calls.close();
    client.close();
    server.shutdown();
  }

  @Test
  void sendsWithTheAccessOfTheClient() throws InterruptedException {
    server.enqueue(new MockResponse().setBody("an answer"));

    var answer =
        calls.send("PUT", "/apis/x", Map.of("a", 1), in -> new String(in.readAllBytes(), UTF_8));

    assertThat(answer).isEqualTo("an answer");
    var request = server.takeRequest();
    assertThat(request.getRequestLine()).startsWith("PUT /apis/x ");
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer a-token");
    assertThat(request.getHeader("User-Agent")).contains("fabric8");
    assertThat(request.getBody().readUtf8()).isEqualToIgnoringWhitespace("{\"a\": 1}");
  }

  @Test
  void getsAnObject() {
    server.enqueue(
        new MockResponse().setBody("{\"kind\": \"ConfigMap\", \"data\": {\"a\": \"b\"}}"));

    assertThat(calls.get("/api/v1/x", ConfigMap.class).getData()).containsEntry("a", "b");
  }

  @Test
  void takesAnotherTokenWhenOneIsRefused() throws InterruptedException {
    tokens.clear();
    tokens.addAll(List.of("an-old-token", "a-new-token"));
    server.enqueue(new MockResponse().setResponseCode(401));
    server.enqueue(new MockResponse().setBody("{}"));

    calls.send("POST", "/apis/x", Map.of());

    assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer an-old-token");
    assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer a-new-token");
  }

  @Test
  void manyThreadsCallOnConnectionsOfTheirOwn() throws Exception {
    int count = 200;
    for (int i = 0; i < count; i++) {
      server.enqueue(new MockResponse().setChunkedBody("more than is read of it", 5));
    }
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var tasks = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < count; i++) {
        tasks.add(() -> calls.send("POST", "/apis/x", Map.of(), answer -> answer.read()));
      }
      for (var answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isEqualTo('m');
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(connections()).isLessThanOrEqualTo(THREADS);
  }

  @Test
  void aFailureIsLeftToWhoeverCalls() {
    server.enqueue(new MockResponse().setResponseCode(503).setBody("<busy>"));

    assertThatThrownBy(() -> calls.send("PUT", "/apis/x", Map.of()))
        .hasMessage("PUT /apis/x: 503, <busy>")
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(503));
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(refusalsHeard).hasValue(0);
  }

  @Test
  void aRefusalSaysWhatTheServerSaid() {
    server.enqueue(
        new MockResponse()
            .setResponseCode(403)
            .setBody(
                """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure",
                 "message": "events is forbidden", "reason": "Forbidden", "code": 403}
                """));

    assertThatThrownBy(() -> calls.send("POST", "/apis/x", Map.of()))
        .hasMessage("POST /apis/x: 403, events is forbidden")
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getStatus().getReason()).isEqualTo("Forbidden"));
    assertThat(refusalsHeard).hasValue(1);
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));

    assertThatThrownBy(() -> calls.get("/api/v1/x", ConfigMap.class))
        .hasMessageStartingWith("GET /api/v1/x: ")
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getStatus()).isNull());
  }

  @Test
  void nothingIsSentAfterTheEnd() {
    calls.close();

    assertThatThrownBy(() -> calls.send("PUT", "/apis/x", Map.of()))
        .hasMessage("PUT /apis/x: the operator stops");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theEndBreaksOffWhatIsUnderWay() throws Exception {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    var caller = Executors.newSingleThreadExecutor();
    try {
      var answer = caller.submit(() -> calls.get("/api/v1/x", ConfigMap.class));
      server.takeRequest();

      calls.close();

      assertThatThrownBy(answer::get)
          .rootCause()
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    } finally {
      caller.shutdownNow();
    }
  }

  /** The first request of each connection has the sequence number 0. */
  private long connections() throws InterruptedException {
    long firsts = 0;
    for (int i = server.getRequestCount(); i > 0; i--) {
      firsts += server.takeRequest().getSequenceNumber() == 0 ? 1 : 0;
    }
    return firsts;
  }
}
