package io.vpcep.operator.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** An admission webhook that never answers holds up the namespace that it is for, and no other. */
@EndToEnd
class HangingWebhookIT {

  private static final Duration SOON = ofSeconds(60);
  private static final SourceRef SERVICE = SourceRef.service("busy");
  private static final int MANY = 60;

  private final MockWebServer webhook = new MockWebServer();
  private final OperatorFixture hung;
  private final OperatorFixture other;

  HangingWebhookIT(FixtureBuilder hung, FixtureBuilder other) throws Exception {
    this.hung = hung.scope(Scope.CLUSTER).create();
    this.other = other.create();
    this.hung.closeLater(webhook::shutdown);
    this.hung.closeLater(() -> this.hung.user().resource(configuration("")).delete());
  }

  @Test
  void othersChangesAreWrittenAtOnce() throws Exception {
    // Given
    hung.startOperator();
    changeAll("accepted");
    put("other", "accepted");
    IntStream.range(0, MANY)
        .mapToObj(i -> "hung-" + i)
        .forEach(name -> hung.watch(name, SERVICE, name));
    other.watch("other", SERVICE, "other");
    hung.awaitConditions("Ready", "True Accepted", SOON);
    other.awaitConditions("Ready", "True Accepted", SOON);
    // When
    hung.user().resource(configuration(startWebhook())).create();
    await().atMost(SOON).until(() -> isCalled(hung));
    changeAll("failed");
    await().atMost(SOON).until(() -> webhook.getRequestCount() > 10);
    put("other", "failed");
    // Then
    other.awaitState("other", "failed", ofSeconds(5));
    assertThat(hung.connections())
        .anyMatch(each -> Statuses.condition(each, "Ready").equals("True Accepted"));
  }

  /** The API server takes a moment to know of a webhook. */
  private boolean isCalled(OperatorFixture fixture) {
    put("hung-0", fixture.state("hung-0").equals("accepted") ? "rejected" : "accepted");
    return webhook.getRequestCount() > 0;
  }

  private void changeAll(String state) {
    IntStream.range(0, MANY).forEach(i -> put("hung-" + i, state));
  }

  private void put(String name, String state) {
    hung.put(SERVICE, name, state);
  }

  /** Returns its authority's certificate. */
  private String startWebhook() throws IOException {
    var held = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    var certificates = new HandshakeCertificates.Builder().heldCertificate(held).build();
    webhook.useHttps(certificates.sslSocketFactory(), false);
    webhook.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse().setHeadersDelay(1, TimeUnit.MINUTES);
          }
        });
    webhook.start(InetAddress.getLoopbackAddress(), 0);
    return held.certificatePem();
  }

  private ValidatingWebhookConfiguration configuration(String authority) {
    var configuration =
        new ValidatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName(hung.namespace())
            .endMetadata();
    return authority.isEmpty()
        ? configuration.build()
        : configuration
            .addNewWebhook()
            .withName("hangs.example.org")
            .withAdmissionReviewVersions("v1")
            .withSideEffects("None")
            .withTimeoutSeconds(10)
            .withFailurePolicy("Ignore")
            .withNewNamespaceSelector()
            .addToMatchLabels("kubernetes.io/metadata.name", hung.namespace())
            .endNamespaceSelector()
            .addNewRule()
            .withApiGroups("vpcep.io")
            .withApiVersions("v1alpha1")
            .withOperations("UPDATE")
            .withResources("vpcendpointconnections/status")
            .endRule()
            .withNewClientConfig()
            .withUrl("https://127.0.0.1:%d/".formatted(webhook.getPort()))
            .withCaBundle(Base64.getEncoder().encodeToString(authority.getBytes(UTF_8)))
            .endClientConfig()
            .endWebhook()
            .build();
  }
}
