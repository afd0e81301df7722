package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pods that Helm renders, and their Deployments. */
class PodRenderingIT {

  @Test
  void everyPodFindsItsAuthoritiesWhereTheConfigurationSays() throws Exception {
    for (var setting : List.of("caBundle.pem=x", "caBundle.configMap=c", "caBundle.secret=s")) {
      var objects = Chart.render("vpcep-system", setting, "caBundle.key=all.pem");
      var pod = pod(objects);
      var path = configuration(objects).at("/http/caBundle").asText();
      var volume = find(pod.get("volumes"), "ca");

      assertThat(find(pod.at("/containers/0/volumeMounts"), "ca").get("mountPath").asText())
          .isEqualTo(path.substring(0, path.lastIndexOf('/')));
      assertThat(volume.findValuesAsText("path"))
          .containsExactly(path.substring(path.lastIndexOf('/') + 1));
    }
  }

  @Test
  void aChangeOfTheConfigurationRollsThePodsAndNothingElseDoes() {
    var checksum = checksum();

    assertThat(checksum("polling.minInterval=11s")).isNotEqualTo(checksum);
    assertThat(checksum("jvmOptions=[\"-Xmx100m\"]")).isNotEqualTo(checksum);
    assertThat(checksum("service.labels.note=x", "resources.limits.memory=300Mi"))
        .isEqualTo(checksum);
  }

  private static String checksum(String... settings) {
    return deployment(settings).at("/spec/template/metadata/annotations/checksum~1config").asText();
  }

  @Test
  void theEmulatorKeepsItsConnectionsWhenValuesOfTheOperatorChange() {
    var podTemplate = emulator();

    assertThat(
            emulator(
                "logFormat=text",
                "replicaCount=1",
                "resources.limits.memory=300Mi",
                "polling.minInterval=11s",
                "jvmOptions=[\"-Xmx100m\"]",
                "podLabels.color=blue",
                "podAnnotations.note=x",
                "terminationGracePeriodSeconds=20",
                "image.tag=2"))
        .isEqualTo(podTemplate);
    assertThat(emulator("emulator.image.tag=2")).isNotEqualTo(podTemplate);
  }

  @Test
  void whoeverIsInTheClusterControlsTheEmulatorOnlyIfAllowed() {
    assertThat(emulator().at("/spec/containers/0/args").toString())
        .doesNotContain("--open-control");
    assertThat(emulator("emulator.openControl=true").at("/spec/containers/0/args").toString())
        .endsWith(",\"--open-control\"]");
  }

  private static JsonNode emulator(String... settings) {
    var all = Stream.concat(Stream.of("emulator.enabled=true"), Stream.of(settings));
    return Chart.find(
            Chart.render("x", all.toArray(String[]::new)), "Deployment/vpcep-operator-emulator")
        .at("/spec/template");
  }

  @Test
  void noPodHasLocalDataThatKubectlDrainRefusesToDelete() {
    var pods = Chart.render("x", "emulator.enabled=true", "caBundle.pem=x");

    assertThat(pods.stream().flatMap(pod -> pod.findParents("emptyDir").stream())).isEmpty();
  }

  /** 3.1 s with 10,000 resources (docs/capacity.md); an emulator needs less. */
  @Test
  void noProbeFailsDuringANormalStart() {
    var objects = Chart.render("x", "emulator.enabled=true");
    var first = pod(objects).at("/containers/0/startupProbe");
    var emulator = emulator().at("/spec/containers/0/readinessProbe");

    assertThat(first.get("initialDelaySeconds").asInt()).isGreaterThan(2 * 4);
    assertThat(emulator.get("initialDelaySeconds").asInt()).isGreaterThan(4);
  }

  @Test
  void aRolloutStartsAllNewPodsAtOnce() {
    var strategy = deployment().at("/spec/strategy");

    assertThat(strategy.get("type").asText()).isEqualTo("RollingUpdate");
    assertThat(strategy.at("/rollingUpdate/maxSurge").asText()).isEqualTo("100%");
    assertThat(strategy.at("/rollingUpdate/maxUnavailable").asText()).isEqualTo("0");
    assertThat(
            deployment("replicaCount=1", "leaderElection.enabled=false")
                .at("/spec/strategy/type")
                .asText())
        .isEqualTo("Recreate");
  }

  private static JsonNode deployment(String... settings) {
    return Chart.find(Chart.render("vpcep-system", settings), "Deployment/vpcep-operator");
  }

  @Test
  void aDigestGoesBeforeATag() {
    var image = pod(Chart.render("x", "image.tag=v1", "image.digest=sha256:" + "a".repeat(64)));

    assertThat(image.at("/containers/0/image").asText())
        .isEqualTo("registry.example.com/vpcep-operator@sha256:" + "a".repeat(64));
  }

  @ParameterizedTest
  @CsvSource({
    "vpcep-operator, mirror:5000/vpcep-operator",
    "team/vpcep-operator, mirror:5000/team/vpcep-operator",
    "registry.example.com/team/vpcep-operator, mirror:5000/team/vpcep-operator",
    "localhost/vpcep-operator, mirror:5000/vpcep-operator",
    "registry:80/vpcep-operator, mirror:5000/vpcep-operator",
  })
  void theRegistryOfAllChartsReplacesThatOfTheImages(String repository, String name) {
    var objects =
        Chart.render(
            "x",
            "emulator.enabled=true",
            "global.imageRegistry=mirror:5000",
            "image.tag=a",
            "image.repository=" + repository);

    assertThat(pod(objects).at("/containers/0/image").asText()).isEqualTo(name + ":a");
    assertThat(Chart.find(objects, "Deployment/vpcep-operator-emulator").findValuesAsText("image"))
        .allMatch(image -> image.startsWith("mirror:5000/vpcep-emulator:"));
  }

  @Test
  void onOpenShiftNoPodAsksForAnIdOfTheDefaults() {
    var objects =
        Chart.renderOn("security.openshift.io/v1", "emulator.enabled=true", "replicaCount=1");
    var ofUser =
        Chart.renderOn("security.openshift.io/v1", "podSecurityContext.runAsUser=1000700000");

    for (var id : List.of("runAsUser", "runAsGroup", "fsGroup")) {
      assertThat(objects).as(id).allMatch(object -> object.findValue(id) == null);
    }
    assertThat(pod(objects).at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod(ofUser).at("/securityContext/runAsUser").asLong()).isEqualTo(1000700000);
    assertThat(pod(Chart.render("x")).at("/securityContext/runAsUser").asInt()).isEqualTo(65532);
  }

  @Test
  void whatThePodGetsBesideStandsWhereKubernetesLooksForIt() {
    var pod = pod(Chart.render("x", Renderings.EVERYTHING));

    assertThat(pod.at("/hostAliases/0/ip").asText()).isEqualTo("10.0.0.1");
    assertThat(pod.get("dnsPolicy").asText()).isEqualTo("ClusterFirst");
    assertThat(pod.at("/dnsConfig/options/0/name").asText()).isEqualTo("ndots");
    assertThat(pod.get("initContainers").findValuesAsText("name")).containsExactly("before");
    assertThat(pod.get("containers"))
        .extracting(container -> container.get("name").asText())
        .containsExactly("operator", "beside");
    assertThat(pod.at("/containers/0/args").toString())
        .endsWith("\"--log-level\",\"debug\",\"--help\"]");
  }

  @Test
  void theRunbooksFindThePodsWhateverTheirNamesAre() {
    for (var setting : List.of("nameOverride=watcher", "fullnameOverride=vpc-watcher")) {
      var labels =
          Chart.render("x", setting).stream()
              .filter(object -> Chart.isKind(object, "Deployment"))
              .map(object -> object.at("/spec/template/metadata/labels"));

      assertThat(labels)
          .allMatch(all -> all.path("app.kubernetes.io/name").asText().equals("vpcep-operator"));
    }
  }

  /** {@code --set image.tag=1} is one. */
  @Test
  void aTagMayBeANumber() {
    assertThat(pod(Chart.render("x", "image.tag=1")).at("/containers/0/image").asText())
        .isEqualTo("registry.example.com/vpcep-operator:1");
  }

  @Test
  void optionsOfTheJvmReplaceThoseOfTheImage() {
    var objects = Chart.render("x", "jvmOptions=[\"-Xmx112m\", \"-Xss512k\"]");

    assertThat(
            Chart.find(objects, "ConfigMap/vpcep-operator-config").at("/data/jvm.options").asText())
        .isEqualTo("-Xmx112m\n-Xss512k\n");
    assertThat(pod(objects).at("/containers/0/volumeMounts").toString())
        .contains("\"mountPath\":\"/app/jvm.options\",\"subPath\":\"jvm.options\"");
    assertThat(pod(Chart.render("x")).toString()).doesNotContain("jvm.options");
  }

  private static JsonNode pod(List<JsonNode> objects) {
    return Chart.find(objects, "Deployment/vpcep-operator").at("/spec/template/spec");
  }

  private static JsonNode find(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(item -> item.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The operator's configuration file. */
  private static JsonNode configuration(List<JsonNode> objects) throws Exception {
    var text = Chart.find(objects, "ConfigMap/vpcep-operator-config").at("/data/config.yaml");
    return new YAMLMapper().readTree(text.asText());
  }
}
