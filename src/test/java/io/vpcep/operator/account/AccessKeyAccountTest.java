package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.SETTINGS;
import static io.vpcep.operator.account.AccountFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an access key is found right or wrong, with as few tries as can be. */
class AccessKeyAccountTest {

  private static final AccountSettings WITHOUT_PROJECT =
      new AccountSettings("otc", "eu-de", null, "credentials");

  private final AccountFixture fixture = new AccountFixture();

  @Test
  void aRightKeyMakesTheAccountReady() throws Exception {
    // Given
    fixture.withAccessKey("AK").serviceAccepts("AK");
    fixture.declared();

    // When
    var key = fixture.call();

    // Then
    assertThat(key).isEqualTo("AK");
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.state()).extracting("projectId").isEqualTo("project-1");
  }

  @Test
  void theProjectIsLookedUpOnceWhereItIsNotGiven() {
    // Given
    fixture.withAccessKey("AK").serviceAccepts("AK");
    fixture.declared(WITHOUT_PROJECT);

    // When
    fixture.time.pass(Duration.ofHours(1));

    // Then
    assertThat(fixture.state()).extracting("projectId").isEqualTo("looked-up");
    assertThat(fixture.lookUps).containsExactly(0.0);
  }

  @Test
  void aWrongKeyCostsOneTryAndNoCallToAService() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.withAccessKey("wrong").watched().declared();

    // When
    for (int i = 0; i < 100; i++) {
      fixture.tryToCall();
    }

    // Then
    assertThat(fixture.lookUps).containsExactly(0.0);
    assertThat(fixture.calls).isEmpty();
    assertThat(fixture.states).extracting("reason").containsExactly(Reason.UNAUTHORIZED);
  }

  @Test
  void aWrongKeyIsRetriedWithALongBackOffAndTwiceInFiveMinutesAtMost() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.withAccessKey("wrong").watched().declared();

    // When
    fixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(fixture.lookUps).containsExactly(0.0, 30.0, 310.0, 430.0);
    assertThat(fixture.calls).isEmpty();
  }

  @Test
  void aKeyThatIsRevokedCostsOneCallForEachProbe() {
    // Given
    fixture.withAccessKey("AK").serviceAccepts("AK");
    fixture.watched().declared(WITHOUT_PROJECT);
    fixture.tryToCall();
    fixture.lookUps.clear();
    revoked();
    fixture.tryToCall();

    // When
    fixture.time.pass(Duration.ofMinutes(6));

    // Then
    assertThat(fixture.calls).containsExactly(0.0, 0.0);
    assertThat(fixture.lookUps).containsExactly(0.0, 30.0, 330.0);
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aKeyThatWorksAgainMakesTheAccountReadyWithTheProjectItHad() {
    // Given
    fixture.withAccessKey("AK").watched().declared(WITHOUT_PROJECT);
    revoked();
    fixture.tryToCall();
    fixture.identityFails(null);
    fixture.serviceAccepts("AK");

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.state()).extracting("projectId").isEqualTo("looked-up");
  }

  @Test
  void aKeyThatWasReplacedBeforeItWasRefusedIsUsedAtOnce() throws Exception {
    // Given
    fixture.withAccessKey("old").serviceAccepts("old");
    fixture.declared();
    fixture.tryToCall();
    fixture.withAccessKey("new").serviceAccepts("new");

    // When
    var key = fixture.call();

    // Then
    assertThat(key).isEqualTo("new");
    assertThat(fixture.states).extracting("reason").containsExactly(Reason.AUTHENTICATED);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloudFailure.Reason.class,
      names = {
        "FORBIDDEN",
        "PROJECT_NOT_FOUND",
        "INVALID_RESPONSE",
        "CLOUD_UNAVAILABLE",
        "THROTTLED"
      })
  void whereTheProjectIsGivenAnIamThatDoesNotRefuseTheKeyIsNoObstacle(CloudFailure.Reason reason)
      throws Exception {
    // Given
    fixture.identityFails(failure(reason));
    fixture.withAccessKey("AK").serviceAccepts("AK");
    fixture.declared();

    // When
    var key = fixture.call();

    // Then
    assertThat(key).isEqualTo("AK");
    assertThat(fixture.state()).extracting("projectId").isEqualTo(SETTINGS.projectId());
  }

  @Test
  void aWrongKeyIsTriedByOneCallAtATimeWhereIamDoesNotAnswer() throws Exception {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.withAccessKey("wrong").serviceAccepts();
    fixture.declared();
    var callers = new ArrayList<CompletableFuture<Void>>();

    // When
    for (int i = 0; i < 16; i++) {
      callers.add(CompletableFuture.runAsync(fixture::tryToCall, task -> new Thread(task).start()));
    }
    for (var caller : callers) {
      caller.get(10, TimeUnit.SECONDS);
    }

    // Then
    assertThat(fixture.calls).hasSize(1);
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aSecurityTokenBelongsToTheKey() {
    // Given
    fixture.withSecret(Map.of("accessKey", "AK", "secretKey", "sesame", "securityToken", "old"));
    revoked();
    fixture.watched().declared();
    fixture.identityFails(null);
    fixture.withSecret(Map.of("accessKey", "AK", "secretKey", "sesame", "securityToken", "new"));
    fixture.serviceAccepts("AK");

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.lookUps).containsExactly(0.0, 30.0);
  }

  @Test
  void aKeyWithCharactersThatNoKeyHasIsNotTried() {
    // Given
    fixture.withSecret(Map.of("accessKey", "A K", "secretKey", "sesame"));

    // When
    fixture.declared();

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.INVALID_SECRET);
    assertThat(fixture.lookUps).isEmpty();
  }

  @Test
  void aCallThatIsRefusedIsSaidToBeTheAccountsFailure() {
    // Given
    fixture.withAccessKey("AK").declared();
    revoked();

    // When
    var failure = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(failure.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(List.of(fixture.states).toString()).doesNotContain("sesame");
  }

  @Test
  void aKeyThatIsRefusedBecauseOfOurClockWorksAtTheNextProbeOnceTheClockIsRight() {
    // Given
    fixture.withAccessKey("AK").serviceAccepts("AK");
    fixture.time.setWall(AccountFixture.NOON.minus(Duration.ofHours(1)));
    fixture.declared();
    var before = fixture.reason();
    fixture.time.setWall(AccountFixture.NOON);

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(before).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  /** The identity service and the APIs refuse the key. */
  private void revoked() {
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.serviceAccepts();
  }
}
