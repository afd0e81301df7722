package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only somebody with a control plane of their own can do to it: nightly, as the tests that
 * need it.
 */
@Tag("nightly")
class PrivateControlPlaneIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Path folder;

  PrivateControlPlaneIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void forgetsWhatWasWrittenAfterTheBackupThatItIsGiven() throws Exception {
    try (var plane = ControlPlane.start();
        var client = plane.client("default")) {
      // Given
      client.resource(note("before", "old")).create();
      plane.backUp(folder.resolve("backup"));
      client.resource(note("before", "new")).update();
      client.resource(note("after", "new")).create();
      // When
      plane.restore(folder.resolve("backup"));
      // Then
      assertThat(client.configMaps().withName("before").get().getData())
          .containsEntry("text", "old");
      assertThat(client.configMaps().withName("after").get()).isNull();
    }
  }

  @Test
  void refusesEventsThatComeTooFastAndNothingElse() throws Exception {
    try (var plane = ControlPlane.start(EventRateLimit.flags(folder, 1, 2));
        var client = impatient(plane)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 20; i++) {
                  client.resource(event(i)).create();
                }
              })
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(429));
      for (int i = 0; i < 20; i++) {
        client.resource(note("note-" + i, "text")).create();
      }
    }
  }

  @Test
  void aTapThatIsCutEndsWatchesAndLetsNobodyThroughUntilItIsMended() throws Exception {
    var ended = new AtomicBoolean();
    try (var plane = ControlPlane.start();
        var tap = ApiServerTap.open(plane);
        var client =
            new KubernetesClientBuilder()
                .withConfig(withoutRetries(Config.fromKubeconfig(tap.kubeconfig(folder).toFile())))
                .build();
        var watch = client.configMaps().watch(untilTheEnd(ended))) {
      // Given
      client.resource(note("note", "text")).create();
      assertThat(tap.writes()).containsExactly("POST /api/v1/namespaces/default/configmaps");
      // When
      tap.cut();
      // Then
      await().atMost(SOON).untilTrue(ended);
      assertThatThrownBy(() -> client.configMaps().list())
          .isInstanceOf(KubernetesClientException.class);
      // When
      tap.mend();
      // Then
      assertThat(client.configMaps().withName("note").get()).isNotNull();
    }
  }

  private static Watcher<ConfigMap> untilTheEnd(AtomicBoolean ended) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap resource) {
        // of no interest
      }

      @Override
      public boolean reconnecting() {
        ended.set(true);
        return false;
      }

      @Override
      public void onClose(WatcherException cause) {
        ended.set(true);
      }
    };
  }

  private static KubernetesClient impatient(ControlPlane plane) {
    return new KubernetesClientBuilder().withConfig(withoutRetries(plane.config())).build();
  }

  private static Config withoutRetries(Config config) {
    return new ConfigBuilder(config)
        .withRequestRetryBackoffLimit(0)
        .withWatchReconnectLimit(0)
        .build();
  }

  private static ConfigMap note(String name, String text) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("text", text)
        .build();
  }

  private static Event event(int i) {
    return new EventBuilder()
        .withNewMetadata()
        .withName("event-" + i)
        .withNamespace("default")
        .endMetadata()
        .withNewInvolvedObject()
        .withNamespace("default")
        .withName("note")
        .endInvolvedObject()
        .withReason("Test")
        .build();
  }
}
