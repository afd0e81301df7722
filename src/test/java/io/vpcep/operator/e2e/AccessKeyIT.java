package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Credentials.ACCESS_KEY;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts with access keys: permanent and temporary, right, wrong and revoked. */
@EndToEnd
class AccessKeyIT {

  private static final SourceRef SERVICE = SourceRef.service("service");
  private static final String KEY = "reader";
  private static final String SECRET_KEY = "secret-key-of-the-reader";
  private static final String SECURITY_TOKEN = "security-token-of-the-reader";
  private static final String WRONG = "secret-key-of-somebody-else";

  private final FixtureBuilder fixtures;

  AccessKeyIT(FixtureBuilder fixtures) {
    this.fixtures =
        fixtures.configuration("polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 4s}");
  }

  @ParameterizedTest
  @CsvSource({"permanent", "temporary"})
  void aKeyFindsItsProjectAndReadsBothServices(String kind) throws Exception {
    var fixture = fixtures.start();
    // Given
    var token = kind.equals("temporary") ? SECURITY_TOKEN : null;
    fixture.identity().accessKeys().put(new AccessKey(KEY, SECRET_KEY, token));
    // When
    fixture.secret(
        "key",
        token == null
            ? Map.of("accessKey", KEY + "\n", "secretKey", SECRET_KEY + "\n")
            : Map.of("accessKey", KEY, "secretKey", SECRET_KEY, "securityToken", token));
    fixture.accountWithoutProject("reader", "key");
    fixture.connect(SERVICE, "of-a-service", "reader");
    fixture.connect(SourceRef.cluster("cluster"), "of-a-cluster", "reader");
    // Then
    fixture.awaitState("of-a-service", "accepted");
    fixture.awaitState("of-a-cluster", "accepted");
    var status = fixture.user().resources(CloudAccount.class).withName("reader").require();
    assertThat(status.getStatus().projectID()).matches("[0-9a-f]{32}");
    assertThat(fixture.calls(SERVICE).all())
        .extracting("who", "status")
        .containsOnly(tuple(KEY, 200));
  }

  @Test
  void aWrongKeyIsTriedOnceAndSaidOnceAtTheAccount() throws Exception {
    var fixture = fixtures.start();
    // Given
    fixture.identity().accessKeys().put(new AccessKey(KEY, SECRET_KEY, null));
    fixture.secret("key", Map.of("accessKey", KEY, "secretKey", WRONG));
    for (int i = 0; i < 20; i++) {
      fixture.connect(SourceRef.service("service-" + i), "w" + i, "reader");
    }
    // When
    fixture.account("reader", "key");
    // Then
    fixture.awaitAccount("reader", "False Unauthorized");
    await().during(ofSeconds(10)).atMost(SOON).until(() -> fixture.calls().count() == 1);
    assertThat(fixture.eventReasons("reader")).containsExactly("AccountNotReady");
    assertThat(IntStream.range(0, 20).mapToObj(i -> fixture.events("w" + i)))
        .allMatch(e -> e.isEmpty());
    assertThat(fixture.condition("w0", "Synced")).isEqualTo("False AccountNotReady");
  }

  @Test
  @Tag("nightly")
  void aRevokedKeyIsLeftAloneAndEverythingIsFreshWhenItWorksAgain() throws Exception {
    var fixture = fixtures.start();
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    var key = new AccessKey(KEY, SECRET_KEY, null);
    fixture.identity().accessKeys().put(key);
    fixture.secret("key", Map.of("accessKey", KEY, "secretKey", SECRET_KEY));
    fixture.accountWithoutProject("reader", "key");
    for (int i = 0; i < 100; i++) {
      fixture.connect(SourceRef.service("service-" + i % 4), "w" + i, "reader");
    }
    fixture.awaitConditions("Ready", "True Accepted");
    // When
    var revoked = history.now();
    fixture.identity().accessKeys().remove(KEY);
    fixture.awaitAccount("reader", "False Unauthorized");
    fixture.awaitConditions("Ready", "Unknown ObservationStale");
    fixture.identity().accessKeys().put(key);
    var mended = Instant.now();
    // Then
    fixture.awaitConditions("Synced", "True Polled", ofSeconds(60));
    assertThat(Duration.between(mended, Instant.now())).isLessThan(ofSeconds(60));
    var refused = fixture.calls().answeredWith(401).since(revoked);
    var next = fixture.calls().after(refused.last());
    // A call for each of the four sources may be under way, and IAM is asked once.
    assertThat(refused.count()).isLessThanOrEqualTo(5);
    assertThat(Duration.between(refused.last(), next.first())).isGreaterThan(ofSeconds(29));
    assertThat(IntStream.range(0, 100))
        .allSatisfy(i -> assertThat(history.of("w" + i, revoked)).hasSizeBetween(1, 2));
    assertThat(fixture.eventReasons("reader"))
        .containsExactlyInAnyOrder("AccountReady", "AccountNotReady", "AccountReady");
    assertThat(fixture.eventReasons("w0")).containsExactly("ConnectionAccepted");
  }

  @Test
  void aClockThatIsTwentyMinutesOffIsSaidToBe() throws Exception {
    InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(20));
    var fixture = fixtures.emulator(EmulatorOptions.defaults().withClock(ahead)).start();
    // Given
    fixture.secret("key", ACCESS_KEY);
    // When
    fixture.accountWithoutProject("reader", "key");
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(fixture.accountReady("reader"))
                    .startsWith("False Unauthorized")
                    .contains("clock", "15 minutes"));
  }
}
