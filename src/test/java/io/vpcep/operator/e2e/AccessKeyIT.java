package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts with access keys: permanent and temporary, right, wrong and revoked. */
@ExtendWith(SharedControlPlane.class)
class AccessKeyIT {

  private static final Duration SOON = ofSeconds(15);
  private static final String KEY = "reader";
  private static final String SECRET_KEY = "secret-key-of-the-reader";
  private static final String SECURITY_TOKEN = "security-token-of-the-reader";
  private static final String WRONG = "secret-key-of-somebody-else";

  private final ControlPlane plane;

  AccessKeyIT(ControlPlane plane) {
    this.plane = plane;
  }

  @ParameterizedTest
  @CsvSource({"permanent", "temporary"})
  void aKeyFindsItsProjectAndReadsBothServices(String kind) throws Exception {
    try (var stage = stage(EmulatorOptions.defaults())) {
      // Given
      var token = kind.equals("temporary") ? SECURITY_TOKEN : null;
      stage.cloud().identity().accessKeys().put(new AccessKey(KEY, SECRET_KEY, token));
      // When
      stage.secret(
          "key",
          token == null
              ? Map.of("accessKey", KEY + "\n", "secretKey", SECRET_KEY + "\n")
              : Map.of("accessKey", KEY, "secretKey", SECRET_KEY, "securityToken", token));
      account(stage, "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: key}}");
      watch(stage, "of-a-service", "vpcEndpointService", "service");
      watch(stage, "of-a-cluster", "cssCluster", "cluster");
      // Then
      await().atMost(SOON).until(() -> stage.state("of-a-service"), "accepted"::equals);
      await().atMost(SOON).until(() -> stage.state("of-a-cluster"), "accepted"::equals);
      var status = stage.user().resources(CloudAccount.class).withName("reader").require();
      assertThat(status.getStatus().projectID()).matches("[0-9a-f]{32}");
      assertThat(stage.calls("service").all())
          .extracting("who", "status")
          .containsOnly(tuple(KEY, 200));
    }
  }

  @Test
  void aWrongKeyIsTriedOnceAndSaidOnceAtTheAccount() throws Exception {
    try (var stage = stage(EmulatorOptions.defaults())) {
      // Given
      stage.cloud().identity().accessKeys().put(new AccessKey(KEY, SECRET_KEY, null));
      stage.secret("key", Map.of("accessKey", KEY, "secretKey", WRONG));
      for (int i = 0; i < 20; i++) {
        watch(stage, "w" + i, "vpcEndpointService", "service-" + i);
      }
      // When
      account(
          stage,
          "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: key}}");
      // Then
      await().atMost(SOON).until(() -> stage.accountReady("reader").contains("False Unauthorized"));
      await()
          .during(ofSeconds(10))
          .atMost(SOON)
          .until(() -> stage.cloud().requests().all().size() == 1);
      assertThat(stage.eventReasons("reader")).containsExactly("AccountNotReady");
      assertThat(IntStream.range(0, 20).mapToObj(i -> stage.events("w" + i)))
          .allMatch(e -> e.isEmpty());
      assertThat(stage.condition("w0", "Synced")).isEqualTo("False AccountNotReady");
    }
  }

  @Test
  @Tag("nightly")
  void aRevokedKeyIsLeftAloneAndEverythingIsFreshWhenItWorksAgain() throws Exception {
    try (var stage = stage(EmulatorOptions.defaults());
        var history = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      var key = new AccessKey(KEY, SECRET_KEY, null);
      stage.cloud().identity().accessKeys().put(key);
      stage.secret("key", Map.of("accessKey", KEY, "secretKey", SECRET_KEY));
      account(stage, "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: key}}");
      for (int i = 0; i < 100; i++) {
        watch(stage, "w" + i, "vpcEndpointService", "service-" + i % 4);
      }
      await().atMost(SOON).until(() -> all(stage, "Ready", "True Accepted"));
      // When
      var revoked = Instant.now();
      stage.cloud().identity().accessKeys().remove(KEY);
      await().atMost(SOON).until(() -> stage.accountReady("reader").contains("False Unauthorized"));
      await().atMost(SOON).until(() -> all(stage, "Ready", "Unknown ObservationStale"));
      stage.cloud().identity().accessKeys().put(key);
      var mended = Instant.now();
      // Then
      await().atMost(ofSeconds(60)).until(() -> all(stage, "Synced", "True Polled"));
      assertThat(Duration.between(mended, Instant.now())).isLessThan(ofSeconds(60));
      var refused = calls(stage).answeredWith(401).between(revoked, Instant.MAX);
      var next = calls(stage).between(refused.last().plusNanos(1), Instant.MAX);
      // A call for each of the four sources may be under way, and IAM is asked once.
      assertThat(refused.count()).isLessThanOrEqualTo(5);
      assertThat(Duration.between(refused.last(), next.first())).isGreaterThan(ofSeconds(29));
      assertThat(IntStream.range(0, 100))
          .allSatisfy(i -> assertThat(history.of("w" + i, revoked)).hasSizeBetween(1, 2));
      assertThat(stage.eventReasons("reader"))
          .containsExactlyInAnyOrder("AccountReady", "AccountNotReady", "AccountReady");
      assertThat(stage.eventReasons("w0")).containsExactly("ConnectionAccepted");
    }
  }

  @Test
  void aClockThatIsTwentyMinutesOffIsSaidToBe() throws Exception {
    InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(20));
    try (var stage = stage(EmulatorOptions.defaults().withClock(ahead))) {
      // Given
      stage.secret(
          "key", Map.of("accessKey", "emulator-access-key", "secretKey", "emulator-secret-key"));
      // When
      account(stage, "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: key}}");
      // Then
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(stage.accountReady("reader"))
                      .startsWith("False Unauthorized")
                      .contains("clock", "15 minutes"));
    }
  }

  private OperatorFixture stage(EmulatorOptions options) throws Exception {
    return OperatorFixture.set(
            plane,
            "access-key",
            "polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 4s}",
            options)
        .startOperator();
  }

  private static void account(OperatorFixture stage, String spec) {
    stage.applyAccount("reader", spec);
  }

  private static void watch(OperatorFixture stage, String name, String field, String source) {
    var ref = field.equals("cssCluster") ? SourceRef.cluster(source) : SourceRef.service(source);
    stage.cloud().world().put(ref, name, details -> details);
    stage.applyConnection(
        name,
        "{accountRef: {name: reader}, %s: {id: %s}, endpointID: %s}"
            .formatted(field, source, name));
  }

  private static boolean all(OperatorFixture stage, String type, String condition) {
    return stage.connections().stream()
        .allMatch(resource -> OperatorFixture.condition(resource, type).equals(condition));
  }

  private static Calls calls(OperatorFixture stage) {
    return new Calls(stage.cloud().requests().all());
  }
}
