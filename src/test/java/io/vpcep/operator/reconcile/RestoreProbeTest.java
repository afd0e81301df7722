package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.support.ResourceBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the API server is taken for restored from a backup, and when not. */
class RestoreProbeTest {

  private final MockWebServer server = new MockWebServer();
  private final List<String> paths = new ArrayList<>();
  private final KubernetesClient client;
  private final RawKubernetesClient calls;
  private final RestoreProbe probe;
  private int code = 200;
  private String version = "100";

  RestoreProbeTest() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            paths.add(String.valueOf(request.getPath()));
            return new MockResponse()
                .setResponseCode(code)
                .setBody(
                    "{\"items\":[{\"metadata\":{\"resourceVersion\":\"1\"}}],"
                        + "\"metadata\":{\"continue\":\"c\",\"resourceVersion\":\""
                        + version
                        + "\"}}");
          }
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl(server.url("/").toString())
                    .build())
            .build();
    calls = new RawKubernetesClient(client, 1, new ForbiddenInterceptor());
    probe = new RestoreProbe(calls);
  }

  @AfterEach
  void end() throws IOException {
    calls.close();
    client.close();
    server.shutdown();
  }

  @Test
  void aVersionThatGoesBackIsARestore() {
    probe.isRestored(Set.of());
    version = "99";

    assertThat(probe.isRestored(Set.of())).isTrue();
  }

  @Test
  void aVersionBelowThatOfAResourceThatWasSeenIsARestore() {
    saw("101");

    assertThat(probe.isRestored(Set.of())).isTrue();
  }

  @Test
  void aVersionThatStandsOrGoesOnIsNone() {
    saw("99");
    probe.isRestored(Set.of());
    boolean same = probe.isRestored(Set.of());
    version = "1000";

    assertThat(same).isFalse();
    assertThat(probe.isRestored(Set.of())).isFalse();
  }

  @Test
  void afterEverythingWasReadAgainTheLowerVersionIsRight() {
    saw("101");
    probe.isRestored(Set.of());

    probe.forget();

    assertThat(probe.isRestored(Set.of())).isFalse();
  }

  @Test
  void aServerThatRefusesOrSaysNoNumberSaysNothing() {
    saw("101");
    code = 500;
    boolean refused = probe.isRestored(Set.of());
    code = 200;
    version = "v2";

    assertThat(refused).isFalse();
    assertThat(probe.isRestored(Set.of())).isFalse();
  }

  @Test
  void ofManyNamespacesOneIsAskedForEachKindAtATime() {
    var namespaces = Set.of("a", "b");

    probe.isRestored(namespaces);
    probe.isRestored(namespaces);

    assertThat(paths)
        .containsExactlyInAnyOrder(
            "/apis/vpcep.io/v1alpha1/namespaces/a/cloudaccounts?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/a/vpcendpointacceptancepolicies?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/a/vpcendpointconnections?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/a/vpcendpointservices?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/b/cloudaccounts?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/b/vpcendpointacceptancepolicies?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/b/vpcendpointconnections?limit=1",
            "/apis/vpcep.io/v1alpha1/namespaces/b/vpcendpointservices?limit=1");
  }

  private void saw(String at) {
    var resource = ResourceBuilder.aResource().build();
    resource.getMetadata().setResourceVersion(at);
    probe.saw(resource);
  }
}
