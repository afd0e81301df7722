package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedControlPlane.class)
class ControlPlaneIT {

  private static final String LOOPBACK = "0100007F";

  @Test
  void callsItselfByItsReleaseSoThatClientsAcceptIt(KubernetesClient client) {
    assertThat(client.getKubernetesVersion().getGitVersion()).matches("v1\\.\\d+\\.\\d+.*");
  }

  @Test
  void keepsAddressCertificateAndDataOverARestart(ControlPlane plane, KubernetesClient client) {
    // Given
    ConfigMap written = client.resource(aConfigMap()).create();
    // When
    plane.stopApiServer();
    assertThatThrownBy(() -> askImpatiently(plane)).isInstanceOf(KubernetesClientException.class);
    plane.startApiServer();
    // Then
    assertThat(client.resource(written).get()).isEqualTo(written);
  }

  @Test
  void answersNobodyWhilePaused(ControlPlane plane, KubernetesClient client) {
    // When
    plane.pauseApiServer();
    // Then
    assertThatThrownBy(() -> askImpatiently(plane)).isInstanceOf(KubernetesClientException.class);
    plane.resumeApiServer();
    assertThat(client.resource(aConfigMap()).create()).isNotNull();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "asks the Linux kernel")
  void listensOnLoopbackOnly(ControlPlane plane) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (ProcessHandle process : plane.processes().toList()) {
      addresses.addAll(ListeningAddresses.of(process));
    }
    assertThat(addresses).hasSizeGreaterThanOrEqualTo(3).containsOnly(LOOPBACK);
  }

  @Test
  void takesKubectl(ControlPlane plane, KubernetesClient client) {
    String namespace = client.getNamespace();
    assertThat(plane.kubectl("get", "namespace", namespace, "-o", "name"))
        .isEqualToIgnoringNewLines("namespace/" + namespace);
    assertThatThrownBy(() -> plane.kubectl("get", "namespace", "nowhere"))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("namespaces \"nowhere\" not found");
  }

  @Test
  void knowsServiceAccountsAndGivesThemNoRights(ControlPlane plane, KubernetesClient client) {
    // Given
    var account =
        client
            .resource(
                new ServiceAccountBuilder().withNewMetadata().withName("reader").and().build())
            .create();
    var tokens = client.serviceAccounts().withName(account.getMetadata().getName());
    String token = tokens.tokenRequest(new TokenRequest()).getStatus().getToken();
    Config config = new ConfigBuilder(plane.config()).withOauthToken(token).build();
    // When
    try (KubernetesClient reader = new KubernetesClientBuilder().withConfig(config).build()) {
      // Then
      assertThatThrownBy(() -> reader.secrets().list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("system:serviceaccount:" + client.getNamespace() + ":reader");
    }
  }

  @Test
  void leavesNothingBehindWhenClosed() {
    // Given
    ControlPlane plane = ControlPlane.start();
    List<ProcessHandle> processes = plane.processes().toList();
    // When
    plane.close();
    // Then
    assertThat(processes).hasSize(2).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.exists(plane.kubeconfig().getParent())).isFalse();
  }

  private static ConfigMap aConfigMap() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("note")
        .endMetadata()
        .addToData("text", "kept")
        .build();
  }

  private static void askImpatiently(ControlPlane plane) {
    Config config =
        new ConfigBuilder(plane.config())
            .withRequestTimeout(500)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      client.getKubernetesVersion();
    }
  }
}
