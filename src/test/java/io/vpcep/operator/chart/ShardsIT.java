package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two releases that share a cluster, with the commands of docs/sharding.md. The cluster is another
 * one than that of the other tests, which have releases of their own.
 */
@Tag("nightly")
class ShardsIT {

  private static final Path PAGE = Path.of("docs/sharding.md");
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Has no schema, because it is somebody else's. */
  private static final String DEFINITION_OF_RULES =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: prometheusrules.monitoring.coreos.com}
      spec:
        group: monitoring.coreos.com
        scope: Namespaced
        names: {kind: PrometheusRule, plural: prometheusrules, singular: prometheusrule}
        versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  /** As the operator of a shard creates it. */
  private static final String LEASE =
      """
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: {name: %s-vpcep-operator, namespace: %s}
      spec: {holderIdentity: %s, leaseDurationSeconds: 15}
      """;

  private static final String KINDS =
      "crd,clusterroles,clusterrolebindings,roles,rolebindings,serviceaccounts,deployments,services,"
          + "configmaps,poddisruptionbudgets,leases,prometheusrules";

  private static final ControlPlane plane = ControlPlane.start();

  private final Helm helm = Chart.helm().on(plane);
  private final String first = plane.createNamespace("vpcep-system");
  private final String second = plane.createNamespace("vpcep-system");

  @BeforeAll
  static void definitions() throws IOException {
    plane.installCrds();
    try (var client = plane.client("default")) {
      client.resource(DEFINITION_OF_RULES).serverSideApply();
    }
    await().atMost(SOON).until(() -> plane.tryKubectl("get", "prometheusrules", "-A").succeeded());
  }

  @AfterAll
  static void stop() {
    plane.close();
  }

  @AfterEach
  void uninstallAll() {
    for (var namespace : List.of(first, second)) {
      for (var release : helm.run(List.of("list", "-q", "-n", namespace)).lines().toList()) {
        helm.run(List.of("uninstall", release, "-n", namespace));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneIsUpgradedAndUninstalledAndTheOtherIsUntouched(boolean inOneNamespace)
      throws IOException {
    // Given
    var namespaceOfB = inOneNamespace ? first : second;
    run("helm install shard-a", first);
    run("helm install shard-b", namespaceOfB);
    lease("shard-a", first);
    lease("shard-b", namespaceOfB);
    var ofBoth = objects("shard-a").size() + objects("shard-b").size();
    assertThat(objects("shard-").keySet()).as("no object belongs to both").hasSize(ofBoth);
    // When
    var b = objects("shard-b");
    run("helm upgrade shard-a", first, "replicaCount=3", "logLevel=debug");
    // Then
    assertThat(objects("shard-b")).isEqualTo(b);
    assertThat(b.keySet()).anyMatch(name -> name.startsWith("PrometheusRule/"));
    // When
    var a = objects("shard-a");
    run("helm upgrade shard-b", namespaceOfB, "rbac.aggregateToDefaultRoles=false");
    // Then
    assertThat(objects("shard-a")).isEqualTo(a);
    // When
    var rest = objects("shard-b");
    var definitions = objects("vpcep.io");
    helm.run(List.of("uninstall", "shard-a", "-n", first));
    // Then
    assertThat(objects("shard-a")).isEmpty();
    assertThat(objects("shard-b")).isEqualTo(rest);
    assertThat(objects("vpcep.io")).isEqualTo(definitions).hasSize(4);
  }

  @Test
  void theOneThatStaysTakesTheDefinitionsOver() throws IOException {
    // Given
    run("helm install shard-b", first);
    var command = documented("helm upgrade shard-b", "--take-ownership");
    // When
    helm.run(words(command, first));
    // Then
    assertThat(
            plane.kubectl(
                "get", "crd", "cloudaccounts.vpcep.io", "-o", "jsonpath={.metadata.annotations}"))
        .contains("\"meta.helm.sh/release-name\":\"shard-b\"");
    // When
    var refused =
        helm.tryRun(words(documented("helm install shard-a") + " --set crds.install=true", first));
    // Then
    var message = "exists and cannot be imported into the current release";
    assertThat(refused.errors()).contains(message);
    assertThat(Files.readString(PAGE)).contains(message);
  }

  @Test
  void everyResourceBelongsToOneShard() throws IOException {
    plane.kubectlIn(first, "create", "configmap", "of-a");
    plane.kubectlIn(first, "label", "configmap", "of-a", "shard=a");
    plane.kubectlIn(first, "create", "configmap", "of-c");
    plane.kubectlIn(first, "label", "configmap", "of-c", "shard=c");
    plane.kubectlIn(first, "create", "configmap", "of-none");

    assertThat(selected("shard-a")).containsExactly("configmap/of-a");
    assertThat(selected("shard-b"))
        .containsExactlyInAnyOrder("configmap/of-c", "configmap/of-none");
  }

  /** What the page's selector of a shard selects, of what the test created. */
  private List<String> selected(String shard) throws IOException {
    var selector =
        Pattern.compile("watch\\.labelSelector=([^']*)'?$")
            .matcher(documented("helm install " + shard));
    assertThat(selector.find()).isTrue();
    return plane
        .kubectlIn(first, "get", "configmap", "-o", "name", "-l", selector.group(1))
        .lines()
        .filter(name -> name.contains("/of-"))
        .toList();
  }

  /** A command of the page, with alerts, in a namespace of the test. */
  private void run(String start, String namespace, String... settings) throws IOException {
    var all = words(documented(start) + " --set prometheusRule.enabled=true", namespace);
    helm.run(
        Stream.concat(all.stream(), Stream.of(settings).flatMap(one -> Stream.of("--set", one)))
            .toList());
  }

  private static String documented(String start, String... parts) throws IOException {
    return Files.readString(PAGE)
        .lines()
        .filter(line -> line.startsWith(start) && Stream.of(parts).allMatch(line::contains))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> words(String command, String namespace) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(command.replace("vpcep-system", namespace))
        .results()
        .map(word -> word.group().replace("'", ""))
        .skip(1)
        .toList();
  }

  private static void lease(String release, String namespace) {
    try (var client = plane.client(namespace)) {
      client.resource(LEASE.formatted(release, namespace, release + "-0")).create();
    }
  }

  /** All objects whose name contains a word, each with the version that a change would change. */
  private static Map<String, String> objects(String word) {
    var found = new TreeMap<String, String>();
    for (JsonNode object :
        Chart.parse(plane.kubectl("get", KINDS, "-A", "-o", "yaml")).get(0).get("items")) {
      if (object.at("/metadata/name").asText().contains(word)) {
        found.put(
            Chart.name(object) + " " + object.at("/metadata/namespace").asText(),
            object.at("/metadata/resourceVersion").asText());
      }
    }
    return found;
  }
}
