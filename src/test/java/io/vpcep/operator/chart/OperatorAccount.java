package io.vpcep.operator.chart;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.support.Traces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The account that the chart makes for the operator, with the rights that the chart gives it and no
 * others, as of a release in a namespace. It lives until {@link #close}.
 */
public final class OperatorAccount implements AutoCloseable {

  /** Where the operator has its rights. */
  public enum Scope {
    /** In all namespaces: what the chart does by default. */
    CLUSTER,
    /** In the namespace of its release alone: {@code watch.namespaces} names it. */
    NAMESPACE;

    /** What {@code -Dvpcep.scope} says: cluster, or else namespace. */
    public static Scope ofRun() {
      return valueOf(System.getProperty("vpcep.scope", "namespace").toUpperCase(Locale.ROOT));
    }
  }

  /** Names of the objects are those of the namespace, so that releases do not meet. */
  private static final String PLACEHOLDER = "some-namespace";

  private static final Set<String> KINDS =
      Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Map<Scope, String> RENDERED = new EnumMap<>(Scope.class);

  private final ControlPlane plane;
  private final String namespace;
  private final List<HasMetadata> objects;
  private final String token;

  private OperatorAccount(ControlPlane plane, String namespace, List<HasMetadata> objects) {
    this.plane = plane;
    this.namespace = namespace;
    this.objects = objects;
    try (var admin = plane.client(namespace)) {
      this.token =
          admin
              .serviceAccounts()
              .withName(namespace)
              .tokenRequest(new TokenRequest())
              .getStatus()
              .getToken();
    }
    Traces.secrets(List.of(token));
  }

  /** Makes what a release of the chart would, and waits until the API server knows the rights. */
  public static OperatorAccount create(ControlPlane plane, String namespace, Scope scope) {
    var text = rendered(scope).replace(PLACEHOLDER, namespace);
    try (var admin = plane.client(namespace)) {
      var stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      var objects = admin.load(stream).serverSideApply();
      var account = new OperatorAccount(plane, namespace, objects);
      account.awaitRights();
      return account;
    }
  }

  private static synchronized String rendered(Scope scope) {
    return RENDERED.computeIfAbsent(scope, OperatorAccount::render);
  }

  private static String render(Scope scope) {
    var namespaces = scope == Scope.CLUSTER ? "[]" : "[\"" + PLACEHOLDER + "\"]";
    var text = new StringBuilder();
    try {
      for (var object :
          Chart.render(
              PLACEHOLDER,
              "fullnameOverride=" + PLACEHOLDER,
              "leaderElection.leaseName=vpcep-operator",
              "watch.namespaces=" + namespaces,
              "rbac.aggregateToDefaultRoles=" + (scope == Scope.CLUSTER))) {
        if (KINDS.contains(object.get("kind").asText())) {
          text.append(new YAMLMapper().writeValueAsString(object));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void awaitRights() {
    try (var client = client()) {
      await().atMost(SOON).until(() -> mayUpdate(client, "vpcep.io", "cloudaccounts", "status"));
      await().atMost(SOON).until(() -> mayUpdate(client, "coordination.k8s.io", "leases", ""));
    }
  }

  private boolean mayUpdate(
      KubernetesClient client, String group, String resource, String subresource) {
    var question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup(group)
            .withResource(resource)
            .withSubresource(subresource)
            .withName("vpcep-operator")
            .withNamespace(namespace)
            .withVerb("update")
            .endResourceAttributes()
            .endSpec()
            .build();
    return client.resource(question).create().getStatus().getAllowed();
  }

  /** Who it is, as the API server calls it. */
  public String user() {
    return "system:serviceaccount:" + namespace + ":" + namespace;
  }

  /** Its access to the API server. */
  public Config config() {
    return new ConfigBuilder(plane.config()).withOauthToken(token).withNamespace(namespace).build();
  }

  /** A new client with its rights; the caller closes it. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** Its access as a file in the folder, for a process. */
  public Path kubeconfig(Path folder) {
    return plane.writeKubeconfig(folder.resolve("kubeconfig-" + namespace), token);
  }

  /** Takes away what is not in the namespace, for others not to find it. */
  @Override
  public void close() {
    try (var admin = plane.client(namespace)) {
      objects.stream()
          .filter(object -> object.getKind().startsWith("Cluster"))
          .forEach(object -> admin.resource(object).delete());
    }
  }
}
