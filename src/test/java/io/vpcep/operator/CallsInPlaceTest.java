package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.cluster.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls are made where they are waited for, as many at a time as there are who wait. */
class CallsInPlaceTest {

  private static final int THREADS = 8;

  private final MockWebServer server = new MockWebServer();
  private final KubernetesClient client;

  CallsInPlaceTest() throws IOException {
    server.start();
    var access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .withOauthToken("a-token")
            .build();
    try (var usual = KubernetesAccess.client(access, new Refusals())) {
      client = CallsInPlace.beside(usual, THREADS, new Refusals());
    }
  }

  @AfterEach
  void end() throws IOException {
    client.close();
    server.shutdown();
  }

  @Test
  void aCallHasTheSameAccessAndItsAnswer() throws InterruptedException {
    server.enqueue(new MockResponse().setBody("{\"done\": true}"));

    var answer = client.raw("/apis/x", "PUT", "{}");

    assertThat(answer).isEqualTo("{\"done\": true}");
    var request = server.takeRequest();
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer a-token");
    assertThat(request.getRequestLine()).startsWith("PUT /apis/x");
  }

  @Test
  void manyThreadsCallWithoutNeedingOthers() throws Exception {
    int calls = 200;
    for (int i = 0; i < calls; i++) {
      server.enqueue(new MockResponse().setBody("ok"));
    }
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var tasks = new ArrayList<Callable<String>>();
      for (int i = 0; i < calls; i++) {
        tasks.add(() -> client.raw("/apis/x", "POST", "{}"));
      }
      for (var answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isEqualTo("ok");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.getRequestCount()).isEqualTo(calls);
    assertThat(connections()).hasSizeLessThanOrEqualTo(THREADS);
  }

  @Test
  void aFailureIsLeftToWhoeverCalls() {
    server.enqueue(new MockResponse().setResponseCode(503).setBody("{}"));

    assertThatThrownBy(() -> client.raw("/apis/x", "PUT", "{}"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(503));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** The first request of each connection has the sequence number 0. */
  private List<Integer> connections() throws InterruptedException {
    var firsts = new ArrayList<Integer>();
    for (int i = 0; i < server.getRequestCount(); i++) {
      int number = server.takeRequest().getSequenceNumber();
      if (number == 0) {
        firsts.add(number);
      }
    }
    return firsts;
  }
}
