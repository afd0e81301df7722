package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedControlPlane.class)
class KubernetesSecretsIT {

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final String namespace;

  KubernetesSecretsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
    this.namespace = client.getNamespace();
  }

  @Test
  void readsTheKeysDecoded() {
    create("user", Map.of("userName", "reader", "password", "pä$$ wörd\n"));

    assertThat(new KubernetesSecrets(client).read(namespace, "user"))
        .containsOnly(Map.entry("userName", "reader"), Map.entry("password", "pä$$ wörd\n"));
  }

  @Test
  void tellsASecretWithoutKeysFromNone() {
    create("empty", Map.of());

    assertThat(new KubernetesSecrets(client).read(namespace, "empty")).isEmpty();
    assertThat(new KubernetesSecrets(client).read(namespace, "missing")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../%s/secrets/prod",
        "x/../../../%s/secrets/prod",
        "..%%2f..%%2f%s%%2fsecrets%%2fprod",
        "%%2e%%2e/%%2e%%2e/%s/secrets/prod",
        "prod?x=%s"
      })
  void noNameLeadsIntoAnotherNamespace(String name) {
    var other = plane.createNamespace("other");
    create("prod", Map.of("token", "mine"));
    create(other, "prod", Map.of("token", "theirs"));

    assertThat(new KubernetesSecrets(client).read(namespace, name.formatted(other))).isNull();
  }

  @Test
  void needsTheRightToGetAndNoOther() {
    // Given
    create("readable", Map.of("token", "t"));
    var token = serviceAccount("getter", "get");
    var config = new ConfigBuilder(plane.config()).withOauthToken(token).build();
    try (var getter = new KubernetesClientBuilder().withConfig(config).build()) {
      // When
      var read = new KubernetesSecrets(getter).read(namespace, "readable");
      // Then
      assertThat(read).containsOnly(Map.entry("token", "t"));
    }
  }

  @Test
  void doesNotTakeARefusalForAMissingSecret() {
    var token = serviceAccount("lister", "list");
    var config = new ConfigBuilder(plane.config()).withOauthToken(token).build();
    try (var lister = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() -> new KubernetesSecrets(lister).read(namespace, "any"))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageStartingWith("secrets \"any\" is forbidden: ")
          .hasMessageNotContaining("Status(");
    }
  }

  @Test
  void saysInOneShortSentenceThatTheApiServerCannotBeReached() {
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var nowhere = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() -> new KubernetesSecrets(nowhere).read(namespace, "any"))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("Connection refused")
          .message()
          .hasSizeLessThan(100)
          .doesNotContain("HttpRequest", "{", "\n");
    }
  }

  private void create(String name, Map<String, String> keys) {
    create(namespace, name, keys);
  }

  private void create(String namespace, String name, Map<String, String> keys) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withStringData(keys)
                .build())
        .serverSideApply();
  }

  /** Makes an account that may do this one thing to Secrets; returns its token. */
  private String serviceAccount(String name, String verb) {
    kubectl("create", "serviceaccount", name);
    kubectl("create", "role", name, "--verb=" + verb, "--resource=secrets");
    kubectl(
        "create",
        "rolebinding",
        name,
        "--role=" + name,
        "--serviceaccount=" + namespace + ":" + name);
    return kubectl("create", "token", name).strip();
  }

  private String kubectl(String... arguments) {
    return plane.kubectlIn(namespace, arguments);
  }
}
