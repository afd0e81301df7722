package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real Helm makes of the chart where there is no cluster to ask. */
class RenderingIT {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> CLUSTER_SCOPED =
      Set.of("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition");

  @Test
  void passesTheStrictLint() {
    var command = new ArrayList<>(List.of("lint", "--strict", ChartFiles.CHART.toString()));
    assertThat(Chart.helm().run(command)).contains("0 chart(s) failed");

    Chart.options(Renderings.EVERYTHING).forEach(command::add);
    assertThat(Chart.helm().run(command)).contains("0 chart(s) failed");
  }

  @TestFactory
  Stream<DynamicTest> everyRenderingIsWholeAndItsConfigurationIsTaken() {
    return Renderings.all().entrySet().stream()
        .map(
            rendering ->
                DynamicTest.dynamicTest(
                    rendering.getKey(),
                    () -> {
                      var objects = Chart.render("vpcep-system", rendering.getValue());
                      assertThat(objects).extracting(RenderingIT::identity).doesNotHaveDuplicates();
                      assertThat(objects).allSatisfy(RenderingIT::assertLabelledAndPlaced);
                      assertThat(configuration(objects)).isNotNull();
                    }));
  }

  private static String identity(JsonNode object) {
    return Chart.name(object) + " " + object.at("/metadata/namespace").asText();
  }

  private static void assertLabelledAndPlaced(JsonNode object) {
    var labels = object.at("/metadata/labels");
    for (var label : List.of("name", "instance", "version", "component", "part-of", "managed-by")) {
      assertThat(labels.path("app.kubernetes.io/" + label).asText()).as(label).isNotEmpty();
    }
    assertThat(labels.path("helm.sh/chart").asText()).startsWith("vpcep-operator-");
    assertThat(object.at("/metadata").has("namespace"))
        .isNotEqualTo(CLUSTER_SCOPED.contains(object.get("kind").asText()));
  }

  /** As the operator reads it; the file of authorities is in the pod, not here. */
  private static Settings configuration(List<JsonNode> objects) throws Exception {
    var file = file(objects);
    ((ObjectNode) file.get("http")).remove("caBundle");
    return Settings.parse(YAML.writeValueAsString(file));
  }

  private static JsonNode file(List<JsonNode> objects) throws Exception {
    var text =
        objects.stream()
            .map(object -> object.at("/data/config.yaml"))
            .filter(JsonNode::isTextual)
            .findFirst()
            .orElseThrow();
    return YAML.readTree(text.asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica=3                                    | additional properties 'replica' not allowed
          replicas=3                                   | at '/replicas': value must be 'absent; set replicaCount instead'
          extraDeploy=[]                               | value must be 'absent; set extraObjects instead'
          image.registry=docker.io                     | at '/image/registry': value must be 'absent; set image.repository with the registry
          podDisruptionBudget.minAvailable=1           | value must be 'absent; set podDisruptionBudget.maxUnavailable instead'
          logLevel=loud                                | at '/logLevel': value must be one of 'debug', 'info', 'warn', 'error'
          strategy.rollingUpdate.maxSurge=few          | at '/strategy/rollingUpdate/maxSurge': 'few' does not match pattern
          strategy.type=OnDelete                       | at '/strategy/type': value must be one of 'RollingUpdate', 'Recreate'
          strategy.type=RollingUpdate,replicaCount=1,leaderElection.enabled=false | strategy: without leaderElection.enabled it has to be Recreate
          podMonitor.enabled=true,serviceMonitor.enabled=true | with both, Prometheus scrapes each pod twice
          podMonitor.enabled=true                      | set podMonitor.renderMode to skipIfMissing
          dnsConfig.nameserver=[]                      | additional properties 'nameserver' not allowed
          installCRDs=true                             | value must be 'absent; set crds.install instead'
          polling.minIntervall=5s                      | additional properties 'minIntervall' not allowed
          image.repository=                            | image.repository is required, because no image is published yet: build one
          emulator.image.repository=,emulator.enabled=true | emulator.image.repository is required, because no image is published yet
          image.digset=sha256:0                        | additional properties 'digset' not allowed
          prometheusRule.alerts.VpcepFailed.for=1m     | additional properties 'VpcepFailed' not allowed
          replicaCount=two                             | at '/replicaCount': got string, want integer
          replicaCount=0                               | at '/replicaCount': minimum: got 0, want 1
          image.digest=latest                          | at '/image/digest': 'latest' does not match pattern
          polling.minInterval=5                        | at '/polling/minInterval': got number, want string
          polling.minInterval=5 min                    | at '/polling/minInterval': '5 min' does not match pattern
          polling.minInterval=100ms                    | at '/polling/minInterval': value must be 'at least 1s'
          polling.minInterval=0.4s500ms                | at '/polling/minInterval': value must be 'at least 1s'
          polling.defaultInterval=0s                   | at '/polling/defaultInterval': value must be 'at least 1s'
          polling.staleAfter=0.9s                      | at '/polling/staleAfter': value must be 'at least 1s'
          watch.labelSelector=shard in a               | watch.labelSelector: "shard in a" is not a label selector, such as
          watch.labelSelector==a                       | watch.labelSelector: "=a" is not a label selector, such as
          watch.namespaces=["Shop"]                    | at '/watch/namespaces/0': 'Shop' does not match pattern
          http.port=0                                  | at '/http/port': minimum: got 0, want 1
          http.proxy=http://me:secret@proxy:3128       | at '/http/proxy'
          clouds.own.iam=ftp://iam                     | at '/clouds/own/iam'
          clouds.own.ima=https://iam                   | additional properties 'ima' not allowed
          serviceMonitor.renderMode=never              | at '/serviceMonitor/renderMode': value must be one of
          prometheusRule.alerts.VpcepApiErrors.threshold=2 | maximum: got 2, want 1
          leaderElection.enabled=false                 | replicaCount: more than one replica requires leaderElection.enabled
          serviceMonitor.enabled=true                  | set serviceMonitor.renderMode to skipIfMissing
          prometheusRule.enabled=true                  | the cluster does not serve monitoring.coreos.com/v1
          """)
  void whatIsWrongIsRefusedByItsName(String setting, String message) {
    var refused = Chart.tryRender(setting);

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.errors()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "polling.minInterval=1s",
        "polling.minInterval=1000ms",
        "polling.minInterval=0.5m",
        "polling.minInterval=1h5ms",
        "polling.staleAfter=02.5s",
        "watch.labelSelector=shard in (a\\, b)",
        "watch.labelSelector=a>3\\,!vpcep.io/b\\, c\\,d.e/f!=",
      })
  void whatTheOperatorTakesIsNotRefused(String setting) throws Exception {
    assertThat(configuration(Chart.render("vpcep-system", setting))).isNotNull();
  }

  @Test
  void twoSourcesOfAuthoritiesAreRefused() {
    assertThat(Chart.tryRender("caBundle.configMap=a", "caBundle.secret=b").errors())
        .contains("caBundle: set one of pem, configMap and secret");
  }

  @Test
  void objectsOfTheUserArePartOfTheReleaseWithTheirTemplatesRendered() {
    var objects =
        Chart.render(
            "x",
            "extraObjects=[{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\":"
                + " \"{{ .Release.Name }}-a\"}}, \"apiVersion: v1\\n"
                + "kind: Secret\\n"
                + "metadata: {name: b-{{ .Release.Namespace }}}\"]");

    assertThat(objects).extracting(Chart::name).contains("Secret/vpcep-operator-a", "Secret/b-x");
  }

  @Test
  void aPodMonitorScrapesAsTheServiceMonitorDoes() {
    var monitor =
        Chart.find(
            Chart.render("x", "podMonitor.enabled=true", "podMonitor.renderMode=alwaysRender"),
            "PodMonitor/vpcep-operator");
    var other =
        Chart.find(
            Chart.render(
                "x", "serviceMonitor.enabled=true", "serviceMonitor.renderMode=alwaysRender"),
            "ServiceMonitor/vpcep-operator");

    assertThat(monitor.at("/spec/podMetricsEndpoints")).isEqualTo(other.at("/spec/endpoints"));
    assertThat(monitor.at("/spec/selector")).isEqualTo(other.at("/spec/selector"));
  }

  @Test
  void withNamespacesNothingNeedsRightsInTheCluster() {
    var objects = Chart.render("x", Renderings.OF_NAMESPACES_ALONE);

    assertThat(objects)
        .extracting(object -> object.get("kind").asText())
        .doesNotContainAnyElementsOf(CLUSTER_SCOPED);
    assertThat(objects)
        .filteredOn(object -> Chart.isKind(object, "Role"))
        .extracting(RenderingIT::identity)
        .containsExactlyInAnyOrder(
            "Role/vpcep-operator shop", "Role/vpcep-operator-leader-election x");
  }

  @Test
  void theNetworkPolicyLetsOutWhatTheConfigurationNeeds() {
    var policy =
        Chart.find(
            Chart.render("vpcep-system", Renderings.EVERYTHING), "NetworkPolicy/vpcep-operator");

    assertThat(policy.at("/spec/egress/1/ports").findValuesAsText("port"))
        .as("API server, clouds, and the proxy")
        .containsExactlyInAnyOrder("443", "5443", "6443", "8443", "80", "3128");
    assertThat(policy.at("/spec/ingress/0/from").toString()).contains("monitoring");
  }

  @Test
  void anAlertIsTunedOrSwitchedOffAlone() {
    var rules =
        rules(
            "prometheusRule.enabled=true",
            "prometheusRule.alertLabels.team=platform",
            "prometheusRule.alerts.VpcepConnectionRejected.enabled=false",
            "prometheusRule.alerts.VpcepReconcileErrors.enabled=false",
            "prometheusRule.alerts.VpcepOperatorDown.enabled=false",
            "prometheusRule.alerts.VpcepOperatorStuck.enabled=false",
            "prometheusRule.alerts.VpcepApiErrors.threshold=0.25",
            "prometheusRule.alerts.VpcepApiErrors.for=1h",
            "prometheusRule.alerts.VpcepApiErrors.severity=info",
            "prometheusRule.alerts.VpcepApiErrors.labels.team=cloud");
    var names = rules.findValuesAsText("alert");
    var errors = rule(rules, "VpcepApiErrors");

    assertThat(names)
        .hasSize(14)
        .doesNotContain(
            "VpcepConnectionRejected",
            "VpcepReconcileErrors",
            "VpcepOperatorDown",
            "VpcepOperatorStuck");
    assertThat(rules).as("a group without rules is left out").hasSize(4);
    assertThat(errors.get("expr").asText()).contains("> 0.25").doesNotContain("> 0.1");
    assertThat(errors.get("for").asText()).isEqualTo("1h");
    assertThat(errors.at("/labels/severity").asText()).isEqualTo("info");
    assertThat(errors.at("/labels/team").asText()).isEqualTo("cloud");
    assertThat(rule(rules, "VpcepSweepStale").get("expr").asText()).contains("> 600");
    assertThat(rule(rules, "VpcepSweepStale").at("/labels/team").asText()).isEqualTo("platform");
  }

  private static JsonNode rules(String... settings) {
    var all =
        Stream.concat(Stream.of("prometheusRule.renderMode=alwaysRender"), Stream.of(settings));
    var objects = Chart.render("vpcep-system", all.toArray(String[]::new));
    return Chart.find(objects, "PrometheusRule/vpcep-operator").at("/spec/groups");
  }

  private static JsonNode rule(JsonNode groups, String name) {
    return StreamSupport.stream(groups.spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.get("rules").spliterator(), false))
        .filter(rule -> rule.get("alert").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theScrapeKeepsTheNamespaceOfAConnection() {
    var monitor =
        Chart.find(
            Chart.render("vpcep-system", Renderings.EVERYTHING), "ServiceMonitor/vpcep-operator");

    assertThat(monitor.at("/spec/endpoints/0/honorLabels").asBoolean()).isTrue();
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
  }

  @Test
  void theRunbooksMayStandElsewhere() {
    var rules =
        rules(
            "prometheusRule.enabled=true",
            "prometheusRule.runbookUrl=https://runbooks.example.com/{alert}/");

    assertThat(rule(rules, "VpcepSweepStale").at("/annotations/runbook_url").asText())
        .isEqualTo("https://runbooks.example.com/VpcepSweepStale/");
  }

  @Test
  void whatAClusterDoesNotServeCanBeSkipped() {
    var objects =
        Chart.render(
            "vpcep-system",
            "serviceMonitor.enabled=true",
            "serviceMonitor.renderMode=skipIfMissing",
            "prometheusRule.enabled=true",
            "prometheusRule.renderMode=skipIfMissing");

    assertThat(objects)
        .extracting(object -> object.get("kind").asText())
        .doesNotContain("ServiceMonitor", "PrometheusRule")
        .contains("Deployment");
  }
}
