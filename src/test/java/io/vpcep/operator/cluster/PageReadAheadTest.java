package io.vpcep.operator.cluster;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Request;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageReadAheadTest {

  private final MockWebServer server = new MockWebServer();
  private KubernetesClient client;

  @BeforeEach
  void start() throws Exception {
    server.start();
    var access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .withRequestRetryBackoffLimit(0)
            .build();
    client = KubernetesAccess.client(access, new ForbiddenInterceptor());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void theNextPageIsRequestedBeforeItIsAskedForAndOnlyOnce() throws Exception {
    // Given
    server.enqueue(page("a", "token-1"));
    server.enqueue(page("b", ""));

    // When
    var first = list(250, null);
    var requested = server.takeRequest(5, SECONDS);
    var ahead = requireNonNull(server.takeRequest(5, SECONDS));
    var second = list(250, first.getMetadata().getContinue());

    // Then
    assertThat(requireNonNull(requested).getPath()).doesNotContain("continue");
    assertThat(ahead.getPath()).contains("limit=250", "continue=token-1");
    assertThat(names(first)).containsExactly("a");
    assertThat(names(second)).containsExactly("b");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aPageThatCannotBeReadAheadIsRequestedAgain() throws Exception {
    // Given
    server.enqueue(page("a", "token-1"));
    server.enqueue(new MockResponse().setResponseCode(503));
    server.enqueue(page("b", ""));

    // When
    var first = list(250, null);
    var second = list(250, first.getMetadata().getContinue());

    // Then
    assertThat(names(second)).containsExactly("b");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aPageWhoseConnectionBreaksIsRequestedAgain() throws Exception {
    // Given
    server.enqueue(page("a", "token-1"));
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.enqueue(page("b", ""));

    // When
    var first = list(250, null);
    var second = list(250, first.getMetadata().getContinue());

    // Then
    assertThat(names(second)).containsExactly("b");
  }

  @Test
  void aPageThatDoesNotComeIsGivenUp() throws Exception {
    // Given
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    var readAhead = new PageReadAhead(Duration.ofMillis(100));
    readAhead.use(((OkHttpClientImpl) client.getHttpClient()).getOkHttpClient());
    var url = server.url("/list?limit=250");
    readAhead.request(new Request.Builder().url(url).build(), "token-1");

    // When
    var next = url.newBuilder().addQueryParameter("continue", "token-1").build();

    // Then
    assertThat(readAhead.take(new Request.Builder().url(next).build())).isNull();
  }

  @Test
  void anErrorThatStaysIsTheErrorOfTheRequest() throws Exception {
    // Given
    server.enqueue(page("a", "token-1"));
    server.enqueue(new MockResponse().setResponseCode(410));
    server.enqueue(new MockResponse().setResponseCode(410));
    var token = list(250, null).getMetadata().getContinue();

    // When, then
    assertThatThrownBy(() -> list(250, token))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(410));
  }

  @Test
  void ofASampleNothingIsReadAhead() throws Exception {
    // Given
    server.enqueue(page("a", "token-1"));

    // When
    list(1, null);

    // Then
    assertThat(server.takeRequest(5, SECONDS)).isNotNull();
    assertThat(server.takeRequest(200, MILLISECONDS)).isNull();
  }

  @Test
  void ofListsThatAreGivenUpOnlySomePagesAreKept() throws Exception {
    // Given
    var lists = new AtomicInteger();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return requireNonNull(request.getPath()).contains("continue=")
                ? page("next", "")
                : page("first", "token-" + lists.getAndIncrement());
          }
        });
    for (int i = 0; i < 10; i++) {
      list(250, null);
      assertThat(server.takeRequest(5, SECONDS)).isNotNull();
      assertThat(server.takeRequest(5, SECONDS)).isNotNull();
    }

    // When
    for (int i = 5; i < 10; i++) {
      assertThat(names(list(250, "token-" + i))).containsExactly("next");
    }

    // Then: one was requested again.
    assertThat(server.getRequestCount()).isEqualTo(21);

    // When, then: a page is handed out once.
    assertThat(names(list(250, "token-9"))).containsExactly("next");
    assertThat(server.getRequestCount()).isEqualTo(22);
  }

  private KubernetesResourceList<VpcEndpointConnection> list(long limit, @Nullable String token) {
    return client
        .resources(VpcEndpointConnection.class)
        .inNamespace("ns")
        .list(new ListOptionsBuilder().withLimit(limit).withContinue(token).build());
  }

  private static Iterable<String> names(KubernetesResourceList<VpcEndpointConnection> list) {
    return list.getItems().stream().map(each -> each.getMetadata().getName()).toList();
  }

  private static MockResponse page(String name, String token) {
    return new MockResponse()
        .setHeader("Content-Type", "application/json")
        .setBody(
            "{\"items\": [{\"metadata\": {\"name\": \"%s\"}}], \"metadata\": {\"continue\": \"%s\"}}"
                .formatted(name, token));
  }
}
