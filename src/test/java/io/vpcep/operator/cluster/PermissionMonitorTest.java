package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.operator.support.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the API server is asked what is allowed, and how soon a change of that is noticed. */
class PermissionMonitorTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String LISTS = "/apis/vpcep.io/v1alpha1/namespaces/%s/cloudaccounts";

  private final FakeClock time = new FakeClock(START);
  private final ApiServer api = new ApiServer();
  private final MockWebServer server = new MockWebServer();
  private final KubernetesClient client;
  private final List<Set<String>> told = new ArrayList<>();

  PermissionMonitorTest() throws IOException {
    server.setDispatcher(api);
    server.setServerSocketFactory(new PromptSockets());
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl(server.url("/").toString())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void end() throws IOException {
    client.close();
    server.shutdown();
  }

  @Test
  void asksLittleOfTheApiServerWhileANamespaceIsMissing() {
    api.closed.add("n-07");
    start(namespaces(40));
    time.pass(Duration.ofMinutes(2));
    api.questions.clear();

    for (int minute = 0; minute < 10; minute++) {
      int before = api.questions.size();
      time.pass(Duration.ofMinutes(1));
      assertThat(api.questions.size() - before).isLessThan(120);
    }

    assertThat(api.questions).as("over ten minutes").hasSizeLessThan(2 * 600);
    assertThat(api.questions.stream().filter(each -> each.contains(" n-07")))
        .as("one a minute, and all sixteen once")
        .hasSizeBetween(15, 30);
  }

  @Test
  void asksAboutEverythingOnceInTenMinutes() {
    var needs = start(namespaces(40));
    api.questions.clear();

    time.pass(Duration.ofMinutes(10));

    assertThat(api.questions).containsAll(needs.all().stream().map(ApiServer::text).toList());
    assertThat(api.questions).hasSizeLessThan(2 * needs.all().size());
  }

  @Test
  void watchesANamespaceWithinAMinuteOfItsAppearance() {
    api.closed.add("n-07");
    start(namespaces(40));
    time.pass(Duration.ofHours(1));
    assertThat(told).isEmpty();

    api.closed.clear();
    time.pass(Duration.ofMinutes(1));

    assertThat(told).containsExactly(namespaces(40));
  }

  @Test
  void asksSoonAgainInTheBeginning() {
    api.closed.add("n-07");
    start(namespaces(40));

    api.closed.clear();
    time.pass(Duration.ofSeconds(5));

    assertThat(told).hasSize(1);
  }

  @Test
  void noticesARightThatWasTakenAwayByTheRefusalOfARequest() {
    var permissionMonitor = follow(namespaces(3));
    time.pass(Duration.ofSeconds(30));
    api.refused.add("list cloudaccounts n-01");
    api.questions.clear();

    permissionMonitor.refused(LISTS.formatted("n-01"));
    time.pass(Duration.ofSeconds(2));

    assertThat(permissionMonitor.notReadyReason())
        .isEqualTo("not allowed to list cloudaccounts.vpcep.io in namespace n-01");
    assertThat(api.questions).allMatch(question -> question.contains("cloudaccounts n-01"));
  }

  @Test
  void asksLittleWhateverIsRefused() {
    var permissionMonitor = follow(namespaces(40));
    time.pass(Duration.ofMinutes(1));
    api.questions.clear();

    for (int second = 0; second < 600; second++) {
      namespaces(40).forEach(each -> permissionMonitor.refused(LISTS.formatted(each)));
      time.pass(Duration.ofSeconds(1));
    }

    assertThat(api.questions).hasSizeBetween(600, 1300);
  }

  @Test
  void goesOnAfterTheApiServerWasAway() {
    api.closed.add("n-01");
    start(namespaces(2));
    api.away = true;
    time.pass(Duration.ofMinutes(10));

    api.away = false;
    api.closed.clear();
    time.pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(1);
  }

  @Test
  void aNamespaceThatCouldNotBeWatchedIsTriedAgain() {
    // Given
    api.closed.add("n-01");
    var permissionMonitor =
        new PermissionMonitor(
            client, new RequiredPermissions(namespaces(2), null), time, Runnable::run, time);
    permissionMonitor.awaitWatchable();
    permissionMonitor.namespacesToWatch();
    var attempts = new ArrayList<Set<String>>();
    permissionMonitor.follow(
        namespaces -> {
          attempts.add(namespaces);
          if (attempts.size() == 1) {
            throw new IllegalStateException("for the test");
          }
        });

    // When
    api.closed.clear();
    time.pass(Duration.ofMinutes(2));

    // Then
    assertThat(attempts).containsExactly(namespaces(2), namespaces(2));
  }

  @Test
  void aNamespaceThatWasLeftOutWhenAllWereWatchedAnewIsWatchedOnceItMayBe() {
    // Given
    var permissionMonitor = follow(namespaces(2));
    api.closed.add("n-01");
    permissionMonitor.refused(LISTS.formatted("n-01"));
    time.pass(Duration.ofSeconds(30));

    // When
    var watched = permissionMonitor.namespacesToWatch();
    api.closed.clear();
    time.pass(Duration.ofMinutes(1));

    // Then
    assertThat(watched).containsExactly("n-00");
    assertThat(told).containsExactly(namespaces(2));
  }

  @Test
  void whereNothingMayBeWatchedThereIsNothingToStartWith() {
    var permissionMonitor = follow(namespaces(1));
    api.closed.add("n-00");
    permissionMonitor.refused(LISTS.formatted("n-00"));
    time.pass(Duration.ofSeconds(30));

    assertThatThrownBy(permissionMonitor::namespacesToWatch)
        .hasMessageContaining("not allowed to list cloudaccounts.vpcep.io in namespace n-00");
  }

  private RequiredPermissions start(Set<String> namespaces) {
    follow(namespaces);
    return new RequiredPermissions(namespaces, null);
  }

  private PermissionMonitor follow(Set<String> namespaces) {
    var permissionMonitor =
        new PermissionMonitor(
            client, new RequiredPermissions(namespaces, null), time, Runnable::run, time);
    permissionMonitor.awaitWatchable();
    permissionMonitor.namespacesToWatch();
    permissionMonitor.follow(told::add);
    return permissionMonitor;
  }

  private static Set<String> namespaces(int count) {
    return IntStream.range(0, count)
        .mapToObj("n-%02d"::formatted)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Headers and body of a response are sent apart: without this, the body waits for 40 ms. */
  private static final class PromptSockets extends ServerSocketFactory {

    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          var socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException();
    }
  }

  /** Allows everything but what is refused, and nothing in closed namespaces. */
  private static final class ApiServer extends Dispatcher {

    private static final ObjectMapper JSON = new ObjectMapper();

    final Set<String> closed = ConcurrentHashMap.newKeySet();
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    final List<String> questions = new CopyOnWriteArrayList<>();
    volatile boolean away;

    static String text(Permission right) {
      return right.verb() + " " + right.resource() + " " + right.namespace();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (away) {
        return new MockResponse().setResponseCode(500);
      }
      try {
        return answer(JSON.readTree(request.getBody().readUtf8()));
      } catch (IOException e) {
        return new MockResponse().setResponseCode(404).setBody("{}");
      }
    }

    private MockResponse answer(JsonNode review) {
      var what = review.path("spec").path("resourceAttributes");
      var namespace = what.path("namespace").asText();
      boolean allowed = !closed.contains(namespace);
      if (review.path("kind").asText().equals("SelfSubjectRulesReview")) {
        questions.add("rules " + namespace);
        allowed = false;
      } else if (!what.path("resource").asText().equals("namespaces")) {
        var question =
            what.path("verb").asText() + " " + what.path("resource").asText() + " " + namespace;
        questions.add(question);
        allowed &= !refused.contains(question);
      } else {
        allowed = false;
      }
      return new MockResponse()
          .setHeader("Content-Type", "application/json")
          .setBody(
              """
              {"kind": "%s", "apiVersion": "authorization.k8s.io/v1", "spec": {}, "status": {"allowed": %s}}
              """
                  .formatted(review.path("kind").asText(), allowed));
    }
  }
}
