package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.reconcile.Controllers.Cluster;
import io.vpcep.operator.reconcile.Informers.Change;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.InlineExecutor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which resources are known after the API server was restored from a backup. */
class InformerSupervisorTest {

  private static final Duration TWO_PROBES = Duration.ofSeconds(41);

  private final FakeClock time = new FakeClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ApiServer api = new ApiServer();
  private final MockWebServer server = new MockWebServer();
  private final Set<String> watchable = new TreeSet<>(Set.of("a", "b"));
  private final Followed followed = new Followed();
  private final KubernetesClient client;
  private final RawKubernetesClient calls;
  private final InformerSupervisor supervisor;

  InformerSupervisorTest() throws IOException {
    server.setDispatcher(api);
    server.start();
    var access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .withRequestRetryBackoffLimit(0)
            .build();
    client = new KubernetesClientBuilder().withConfig(access).build();
    calls = new RawKubernetesClient(client, 1, new ForbiddenInterceptor());
    supervisor =
        new InformerSupervisor(
            new Cluster(client, calls, Metrics.NOOP, "me", LabelSelector.ALL, () -> true),
            new TaskRuntime(new InlineExecutor(), time, time, time, () -> 0, (stage, cause) -> {}),
            followed);
    supervisor.start(() -> Set.copyOf(watchable));
  }

  @AfterEach
  void end() throws IOException {
    supervisor.close();
    calls.close();
    client.close();
    server.shutdown();
  }

  @Test
  void areThoseOfTheBackup() {
    time.pass(TWO_PROBES);

    api.restore("restored");
    time.pass(TWO_PROBES);

    assertThat(followed.accounts()).containsExactlyInAnyOrder("a/restored", "b/restored");
  }

  @Test
  void areThoseOfTheBackupAlsoWhereANamespaceMayNotBeWatchedAnyMore() {
    // Given
    time.pass(TWO_PROBES);

    // When
    api.forbidden.add("b");
    watchable.remove("b");
    api.restore("restored");
    time.pass(TWO_PROBES);

    // Then
    assertThat(followed.accounts()).containsExactly("a/restored");
  }

  @Test
  void areThoseBeforeWhileNothingCanBeReadAgain() {
    time.pass(TWO_PROBES);

    api.forbidden.add("b");
    api.restore("restored");
    time.pass(TWO_PROBES);

    assertThat(followed.accounts()).containsExactlyInAnyOrder("a/first", "b/first");
  }

  private static final class Followed implements InformerSupervisor.Listener {

    private @Nullable Informers informers;

    @Override
    public void changed(Resource<?, ?> resource, Change change) {
      // What is known afterwards is asked.
    }

    @Override
    public void synced(Informers synced) {
      informers = synced;
    }

    Set<String> accounts() {
      var known = new TreeSet<String>();
      if (informers != null) {
        informers
            .resources(CloudAccount.class)
            .all()
            .map(CloudAccount::getMetadata)
            .forEach(metadata -> known.add(metadata.getNamespace() + "/" + metadata.getName()));
      }
      return known;
    }
  }

  /** Has an account in each namespace, and watches in which nothing happens. */
  private static final class ApiServer extends Dispatcher {

    private static final Pattern LIST =
        Pattern.compile("/apis/vpcep.io/v1alpha1/namespaces/(.*)/(.*)\\?(.*)");

    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private volatile String account = "first";
    private volatile int version = 100;

    void restore(String newAccount) {
      account = newAccount;
      version = 50;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      var list = LIST.matcher(String.valueOf(request.getPath()));
      if (!list.matches()) {
        return new MockResponse().setResponseCode(404).setBody("{}");
      }
      var namespace = list.group(1);
      if (forbidden.contains(namespace)) {
        return new MockResponse().setResponseCode(403).setBody("{}");
      }
      if (list.group(3).contains("watch=true")) {
        return new MockResponse().withWebSocketUpgrade(new Watch());
      }
      return new MockResponse()
          .setHeader("Content-Type", "application/json")
          .setBody(list.group(2).equals("cloudaccounts") ? accounts(namespace) : list("", ""));
    }

    private String accounts(String namespace) {
      return list(
          "CloudAccount",
          """
          {"apiVersion": "vpcep.io/v1alpha1", "kind": "CloudAccount",
           "metadata": {"namespace": "%s", "name": "%s", "uid": "%s", "resourceVersion": "%d"},
           "spec": {"cloud": "emulator"}}
          """
              .formatted(namespace, account, account, version));
    }

    private String list(String kind, String items) {
      return """
      {"apiVersion": "vpcep.io/v1alpha1", "kind": "%sList",
       "metadata": {"resourceVersion": "%d"}, "items": [%s]}
      """
          .formatted(kind, version, items);
    }
  }

  /** Ends when its client ends it. */
  private static final class Watch extends WebSocketListener {

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      webSocket.close(code, reason);
    }
  }
}
