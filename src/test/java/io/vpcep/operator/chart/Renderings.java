package io.vpcep.operator.chart;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ways to set the chart's values, one for each thing that it can do. */
final class Renderings {

  /** As the restricted standard wants it. */
  private static final String CONTAINER =
      "{\"name\": \"%s\", \"image\": \"registry.example.com/x\", \"securityContext\":"
          + " {\"allowPrivilegeEscalation\": false, \"capabilities\": {\"drop\": [\"ALL\"]}}}";

  /** All that can be switched on beside each other. */
  static final String[] EVERYTHING = {
    "image.digest=sha256:" + "0123456789abcdef".repeat(4),
    "imagePullSecrets=[{\"name\": \"registry\"}]",
    "commonLabels.team=platform",
    "replicaCount=3",
    "watch.labelSelector=shard in (a\\, b)",
    "clouds={\"own\": {\"iam\": \"https://iam.{region}.example.com:8443\", \"vpcep\":"
        + " \"https://vpcep.example.com\", \"css\": \"http://css.example.com\", \"regions\":"
        + " {\"eu-1\": {}}}}",
    "http.proxy=http://proxy.example.com:3128",
    "http.noProxy=[\".example.com\", \"10.0.0.0/8\"]",
    "jvmOptions=[\"-Xmx112m\", \"-XX:+UseSerialGC\"]",
    "crds.annotations.note=ours",
    "serviceAccount.annotations.note=ours",
    "serviceAccount.labels.note=ours",
    "logLevel=debug",
    "strategy={\"type\": \"RollingUpdate\", \"rollingUpdate\": {\"maxSurge\": 1,"
        + " \"maxUnavailable\": \"50%\"}}",
    "hostAliases=[{\"ip\": \"10.0.0.1\", \"hostnames\": [\"iam.example.com\"]}]",
    "dnsPolicy=ClusterFirst",
    "dnsConfig={\"options\": [{\"name\": \"ndots\", \"value\": \"2\"}]}",
    "extraArgs=[\"--help\"]",
    "initContainers=[" + CONTAINER.formatted("before") + "]",
    "extraContainers=[" + CONTAINER.formatted("beside") + "]",
    "podLabels.color=blue",
    "podAnnotations.note=ours",
    "deploymentAnnotations.note=ours",
    "priorityClassName=system-cluster-critical",
    "nodeSelector.disk=ssd",
    "tolerations=[{\"key\": \"spot\", \"operator\": \"Exists\"}]",
    "affinity={\"podAntiAffinity\": {\"preferredDuringSchedulingIgnoredDuringExecution\":"
        + " [{\"weight\": 1, \"podAffinityTerm\": {\"topologyKey\": \"zone\"}}]}}",
    "topologySpreadConstraints=[{\"maxSkew\": 1, \"topologyKey\": \"zone\", \"whenUnsatisfiable\":"
        + " \"DoNotSchedule\", \"labelSelector\": {\"matchLabels\": {\"color\": \"blue\"}}}]",
    "extraEnv=[{\"name\": \"HTTPS_PROXY\", \"value\": \"http://proxy.example.com:3128\"}]",
    "extraEnvFrom=[{\"configMapRef\": {\"name\": \"more\"}}]",
    "extraVolumes=[{\"name\": \"more\", \"emptyDir\": {}}]",
    "extraVolumeMounts=[{\"name\": \"more\", \"mountPath\": \"/more\"}]",
    "service.annotations.note=ours",
    "service.labels.note=ours",
    "networkPolicy.enabled=true",
    "networkPolicy.metricsFrom=[{\"namespaceSelector\": {\"matchLabels\":"
        + " {\"kubernetes.io/metadata.name\": \"monitoring\"}}}]",
    "networkPolicy.extraEgress=[{\"ports\": [{\"port\": 9000}]}]",
    "serviceMonitor.enabled=true",
    "serviceMonitor.renderMode=alwaysRender",
    "serviceMonitor.scrapeTimeout=10s",
    "serviceMonitor.labels.release=prometheus",
    "prometheusRule.enabled=true",
    "prometheusRule.renderMode=alwaysRender",
    "prometheusRule.labels.release=prometheus",
    "dashboard.enabled=true",
    "dashboard.annotations.grafana_folder=Clouds",
    "emulator.enabled=true",
    "emulator.openControl=true",
    "emulator.image.digest=sha256:" + "fedcba9876543210".repeat(4),
  };

  /** For who may create nothing outside of some namespaces. */
  static final String[] OF_NAMESPACES_ALONE = {
    "watch.namespaces=[\"shop\"]", "crds.install=false", "rbac.aggregateToDefaultRoles=false"
  };

  private Renderings() {}

  /** All of them, by what they are about. */
  static Map<String, String[]> all() {
    var all = new LinkedHashMap<String, String[]>();
    all.put("the defaults", settings());
    all.put("everything at once", EVERYTHING);
    all.put("one replica", settings("replicaCount=1", "leaderElection.enabled=false"));
    all.put("two namespaces", settings("watch.namespaces=[\"shop\", \"billing\"]"));
    all.put("nothing outside of its namespaces", OF_NAMESPACES_ALONE);
    all.put(
        "an account of somebody else",
        settings("serviceAccount.create=false", "serviceAccount.name=given", "rbac.create=false"));
    all.put("the default account", settings("serviceAccount.create=false"));
    all.put("authorities as text", settings("caBundle.pem=-----BEGIN CERTIFICATE-----\n"));
    all.put("authorities of a ConfigMap", settings("caBundle.configMap=authorities"));
    all.put(
        "authorities of a Secret", settings("caBundle.secret=authorities", "caBundle.key=all.pem"));
    all.put("a try-out", settings("emulator.enabled=true"));
    all.put(
        "a try-out in another namespace",
        settings("emulator.enabled=true", "watch.namespaces=[\"shop\"]"));
    all.put(
        "a dashboard of the Grafana Operator",
        settings(
            "dashboard.enabled=true",
            "dashboard.kind=GrafanaDashboard",
            "dashboard.renderMode=alwaysRender"));
    all.put("a registry of all charts", settings("global.imageRegistry=mirror.example.com:5000"));
    all.put(
        "a PodMonitor", settings("podMonitor.enabled=true", "podMonitor.renderMode=alwaysRender"));
    all.put(
        "other names",
        settings("nameOverride=watcher", "fullnameOverride=vpc-watcher", "image.tag=1.2.3"));
    return all;
  }

  private static String[] settings(String... settings) {
    return settings;
  }
}
