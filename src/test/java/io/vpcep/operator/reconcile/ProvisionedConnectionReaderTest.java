package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.KubernetesAccess;
import io.vpcep.operator.cluster.RawKubernetesClient;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisionedConnectionReaderTest {

  private static final String SERVICE =
      """
      {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointService",
       "metadata": {"name": "shop-api", "namespace": "shop", "uid": "service-uid", "generation": 1%s},
       "spec": {"accountRef": {"name": "prod"}, "vpcEndpointService": {"id": "service-1"},
                "connections": {"namePrefix": "shop-"}}}
      """;

  private final MockWebServer server = new MockWebServer();
  private final KubernetesClient client;
  private final RawKubernetesClient calls;
  private final VpcEndpointService service =
      Serialization.unmarshal(SERVICE.formatted(""), VpcEndpointService.class);

  ProvisionedConnectionReaderTest() throws IOException {
    server.start();
    Config access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .build();
    var forbidden = new ForbiddenInterceptor();
    client = KubernetesAccess.client(access, forbidden);
    calls = new RawKubernetesClient(client, 2, forbidden);
  }

  @AfterEach
  void end() throws IOException {
    calls.close();
    client.close();
    server.shutdown();
  }

  @Test
  void tellsWhatTheServiceHasMadeFromWhatOthersHave() throws InterruptedException {
    answer(SERVICE.formatted(""));
    answer(list("more", made("a"), other("mine", "endpointID\": \"b\"")));
    answer(list("", other("other", "markerID\": 7")));

    var found = requireNonNull(reader("").read(service, name -> false)).resources();

    assertThat(found.made()).extracting(each -> each.endpointId()).containsExactly("a");
    assertThat(found.names()).containsExactlyInAnyOrder("mine", "other");
    assertThat(found.named().endpointIds()).containsExactly("b");
    assertThat(found.named().markerIds()).containsExactly(7L);
    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getPath()).endsWith("?limit=250&continue=more");
  }

  @Test
  void keepsABoundedNumberOfDifferences() {
    answer(SERVICE.formatted(""));
    answer(
        list(
            "",
            IntStream.range(0, 150).mapToObj(i -> made("e" + i)).collect(Collectors.joining(","))));

    var made = requireNonNull(reader("").read(service, name -> false)).resources().made();

    assertThat(made).hasSize(150);
    assertThat(made.stream().filter(each -> each.difference() != null)).hasSize(100);
  }

  @Test
  void doesNotKeepTheDifferencesOfWhatCannotBeChanged() {
    answer(SERVICE.formatted(""));
    answer(list("", made("a"), made("b")));

    var resources = requireNonNull(reader("").read(service, "shop-a"::equals)).resources();

    assertThat(resources.made().stream().filter(each -> each.difference() != null))
        .extracting(each -> each.name())
        .containsExactly("shop-b");
    assertThat(resources.omittedChanges()).isEqualTo(1);
  }

  @Test
  void whatTheSelectorAsksForIsInherited() {
    answer(
        SERVICE.formatted(", \"labels\": {\"shard\": \"a\", \"x/shard\": \"b\", \"team\": \"t\"}"));
    answer(list("", ""));

    var found = requireNonNull(reader("shard in (a, c), !old").read(service, name -> false));

    assertThat(found.manifest().inherited()).containsOnlyKeys("shard").containsValue("a");
  }

  @Test
  void aServiceThatIsMarkedForDeletionMakesNothing() {
    answer(SERVICE.formatted(", \"deletionTimestamp\": \"2026-11-28T12:00:00Z\""));

    assertThat(reader("").read(service, name -> false)).isNull();
  }

  @Test
  void aServiceThatIsGoneOrAnotherMakesNothing() {
    server.enqueue(new MockResponse().setResponseCode(404));
    answer(SERVICE.formatted("").replace("service-uid", "another-uid"));

    assertThat(reader("").read(service, name -> false)).isNull();
    assertThat(reader("").read(service, name -> false)).isNull();
  }

  private ProvisionedConnectionReader reader(String selector) {
    return new ProvisionedConnectionReader(calls, LabelSelector.of(selector));
  }

  private void answer(String json) {
    server.enqueue(new MockResponse().setHeader("Content-Type", "application/json").setBody(json));
  }

  private static String list(String next, String... items) {
    return "{\"items\": [%s], \"metadata\": {\"continue\": \"%s\"}}"
        .formatted(String.join(",", items), next);
  }

  private static String made(String endpointId) {
    return """
        {"metadata": {"name": "shop-%1$s", "uid": "uid-%1$s", "resourceVersion": "1",
                      "ownerReferences": [{"uid": "service-uid"}]},
         "spec": {"endpointID": "%1$s"}}
        """
        .formatted(endpointId);
  }

  private static String other(String name, String identity) {
    return "{\"metadata\": {\"name\": \"%s\"}, \"spec\": {\"vpcEndpointService\": {\"id\": \"service-1\"}, \"%s}}"
        .formatted(name, identity);
  }
}
