package io.vpcep.operator.account;

import static io.vpcep.operator.account.Branch.SETTINGS;
import static io.vpcep.operator.account.Branch.failure;
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

  private final Branch branch = new Branch();

  @Test
  void aRightKeyMakesTheAccountReady() throws Exception {
    // Given
    branch.withAccessKey("AK").serviceAccepts("AK");
    branch.declared();

    // When
    var key = branch.call();

    // Then
    assertThat(key).isEqualTo("AK");
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(branch.state()).extracting("projectId").isEqualTo("project-1");
  }

  @Test
  void theProjectIsLookedUpOnceWhereItIsNotGiven() {
    // Given
    branch.withAccessKey("AK").serviceAccepts("AK");
    branch.declared(WITHOUT_PROJECT);

    // When
    branch.time.pass(Duration.ofHours(1));

    // Then
    assertThat(branch.state()).extracting("projectId").isEqualTo("looked-up");
    assertThat(branch.lookUps).containsExactly(0.0);
  }

  @Test
  void aWrongKeyCostsOneTryAndNoCallToAService() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    branch.withAccessKey("wrong").watched().declared();

    // When
    for (int i = 0; i < 100; i++) {
      branch.tryToCall();
    }

    // Then
    assertThat(branch.lookUps).containsExactly(0.0);
    assertThat(branch.calls).isEmpty();
    assertThat(branch.states).extracting("reason").containsExactly(Reason.UNAUTHORIZED);
  }

  @Test
  void aWrongKeyIsTriedMoreAndMoreSeldom() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    branch.withAccessKey("wrong").watched().declared();

    // When
    branch.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(branch.lookUps).containsExactly(0.0, 30.0, 90.0, 210.0, 450.0);
    assertThat(branch.calls).isEmpty();
  }

  @Test
  void aKeyThatIsRevokedCostsOneCallForEachTrial() {
    // Given
    branch.withAccessKey("AK").serviceAccepts("AK");
    branch.watched().declared(WITHOUT_PROJECT);
    branch.tryToCall();
    branch.serviceAccepts();
    branch.tryToCall();
    branch.lookUps.clear();

    // When
    branch.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(branch.calls).containsExactly(0.0, 0.0, 30.0, 90.0, 210.0);
    assertThat(branch.lookUps).isEmpty();
  }

  @Test
  void aKeyThatWorksAgainMakesTheAccountReadyWithTheProjectItHad() {
    // Given
    branch.withAccessKey("AK").serviceAccepts();
    branch.watched().declared(WITHOUT_PROJECT);
    branch.tryToCall();
    branch.serviceAccepts("AK");

    // When
    branch.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(branch.state()).extracting("projectId").isEqualTo("looked-up");
  }

  @Test
  void aKeyThatWasReplacedBeforeItWasRefusedIsUsedAtOnce() throws Exception {
    // Given
    branch.withAccessKey("old").serviceAccepts("old");
    branch.declared();
    branch.tryToCall();
    branch.withAccessKey("new").serviceAccepts("new");

    // When
    var key = branch.call();

    // Then
    assertThat(key).isEqualTo("new");
    assertThat(branch.states).extracting("reason").containsExactly(Reason.AUTHENTICATED);
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
    branch.identityFails(failure(reason));
    branch.withAccessKey("AK").serviceAccepts("AK");
    branch.declared();

    // When
    var key = branch.call();

    // Then
    assertThat(key).isEqualTo("AK");
    assertThat(branch.state()).extracting("projectId").isEqualTo(SETTINGS.projectId());
  }

  @Test
  void aWrongKeyIsTriedByOneCallAtATimeWhereIamDoesNotAnswer() throws Exception {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    branch.withAccessKey("wrong").serviceAccepts();
    branch.declared();
    var callers = new ArrayList<CompletableFuture<Void>>();

    // When
    for (int i = 0; i < 16; i++) {
      callers.add(CompletableFuture.runAsync(branch::tryToCall, task -> new Thread(task).start()));
    }
    for (var caller : callers) {
      caller.get(10, TimeUnit.SECONDS);
    }

    // Then
    assertThat(branch.calls).hasSize(1);
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aSecurityTokenBelongsToTheKey() {
    // Given
    branch.withSecret(Map.of("accessKey", "AK", "secretKey", "sesame", "securityToken", "old"));
    branch.serviceAccepts();
    branch.watched().declared();
    branch.tryToCall();
    branch.withSecret(Map.of("accessKey", "AK", "secretKey", "sesame", "securityToken", "new"));
    branch.serviceAccepts("AK");

    // When
    branch.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(branch.lookUps).containsExactly(0.0, 30.0);
  }

  @Test
  void aKeyWithCharactersThatNoKeyHasIsNotTried() {
    // Given
    branch.withSecret(Map.of("accessKey", "A K", "secretKey", "sesame"));

    // When
    branch.declared();

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.INVALID_SECRET);
    assertThat(branch.lookUps).isEmpty();
  }

  @Test
  void aCallThatIsRefusedIsSaidToBeTheAccountsFailure() {
    // Given
    branch.withAccessKey("AK").serviceAccepts();
    branch.declared();

    // When
    var failure = catchThrowableOfType(CloudException.class, branch::call);

    // Then
    assertThat(failure.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(List.of(branch.states).toString()).doesNotContain("sesame");
  }
}
