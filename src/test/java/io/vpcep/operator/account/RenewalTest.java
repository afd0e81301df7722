package io.vpcep.operator.account;

import static io.vpcep.operator.account.Branch.failure;
import static io.vpcep.operator.account.Branch.tokenOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a token is kept fresh, and what a refused one leads to. */
class RenewalTest {

  private static final Duration LIFE = Duration.ofSeconds(1000);

  private final Branch branch = new Branch();

  @BeforeEach
  void hasATokenOfAThousandSeconds() {
    branch.tokensLast(LIFE);
    branch.withPassword().declared();
    branch.serviceAccepts("token-1", "token-2", "token-3");
  }

  @Test
  void aTokenIsRenewedAtFourFifthsOfItsLife() throws Exception {
    // When
    branch.time.pass(Duration.ofSeconds(1700));

    // Then
    assertThat(branch.logins).containsExactly(0.0, 800.0, 1600.0);
    assertThat(branch.call()).isEqualTo("token-3");
  }

  @Test
  void aTokenIsKeptWhileTheIdentityServiceIsDownAndItStillLasts() throws Exception {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    branch.time.pass(Duration.ofSeconds(999));

    // When
    var token = branch.call();

    // Then
    assertThat(token).isEqualTo("token-1");
    assertThat(branch.states).hasSize(1);
    assertThat(branch.logins)
        .containsExactly(0.0, 800.0, 801.0, 803.0, 807.0, 815.0, 831.0, 863.0, 911.0, 959.0);
  }

  @Test
  void aTokenThatHasEndedIsNotKept() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));

    // When
    branch.time.pass(Duration.ofSeconds(1100));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
  }

  @Test
  void theIdentityServiceIsObeyedWhenItAsksToBeLeftAlone() {
    // Given
    branch.identityFails(
        new CloudFailure(CloudFailure.Reason.THROTTLED, "slow down", Duration.ofSeconds(50)));

    // When
    branch.time.pass(Duration.ofSeconds(910));

    // Then
    assertThat(branch.logins).containsExactly(0.0, 800.0, 850.0, 900.0);
  }

  @Test
  void aPasswordThatIsNoLongerRightEndsReadinessThoughTheTokenLasts() {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));

    // When
    branch.time.pass(Duration.ofSeconds(800));

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aRefusedTokenIsRenewedOnceAndTheCallMadeAgain() throws Exception {
    // Given
    branch.serviceAccepts("token-2");

    // When
    var token = branch.call();

    // Then
    assertThat(token).isEqualTo("token-2");
    assertThat(branch.calls).hasSize(2);
    assertThat(branch.logins).hasSize(2);
    assertThat(branch.states).hasSize(1);
  }

  @Test
  void aSecondRefusalEndsReadiness() {
    // Given
    branch.serviceAccepts();

    // When
    var refusal = catchThrowableOfType(CloudException.class, branch::call);

    // Then
    assertThat(refusal.failure().reason()).isEqualTo(CloudFailure.Reason.ACCOUNT_NOT_READY);
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(branch.calls).hasSize(2);
    assertThat(branch.logins).hasSize(2);
  }

  @Test
  void aRefusedTokenIsNotUsedAgainWhileTheIdentityServiceIsDown() {
    // Given
    branch.serviceAccepts();
    branch.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    branch.tryToCall();

    // When
    branch.tryToCall();

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(branch.calls).hasSize(1);
    assertThat(branch.logins).hasSize(2);
  }

  @Test
  void aRefusedTokenOfSomebodyElseIsReplacedFromTheSecret() throws Exception {
    // Given
    branch.withToken("old").time.pass(Duration.ofMinutes(5));
    branch.withToken("new").serviceAccepts("new");

    // When
    var token = branch.call();

    // Then
    assertThat(token).isEqualTo("new");
    assertThat(branch.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aRefusedTokenOfSomebodyElseEndsReadinessIfTheSecretHasNoOther() {
    // Given
    branch.withToken("old").time.pass(Duration.ofMinutes(5));

    // When
    branch.tryToCall();

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(branch.calls).hasSize(1);
  }

  @Test
  void aRefusedTokenEndsReadinessIfTheSecretCannotBeRead() {
    // Given
    branch.serviceAccepts();
    branch.secretsBreak(new IllegalStateException("API server is away"));

    // When
    branch.tryToCall();

    // Then
    assertThat(branch.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(branch.calls).hasSize(1);
  }

  @Test
  void callsThatAreRefusedTogetherRenewOnce() throws Exception {
    // When
    var tokens = callTogether(4, "token-1");

    // Then
    for (var token : tokens) {
      assertThat(token.get(10, SECONDS)).isEqualTo("token-2");
    }
    assertThat(branch.logins).hasSize(2);
  }

  @Test
  void callsThatAreRefusedTogetherAskWithAWrongPasswordOnce() throws Exception {
    // Given
    branch.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));

    // When
    var tokens = callTogether(4, "token-1");

    // Then
    for (var token : tokens) {
      var refusal = catchThrowableOfType(Exception.class, () -> token.get(10, SECONDS));
      assertThat(refusal).hasMessageContaining("AccountNotReady");
    }
    assertThat(branch.logins).hasSize(2);
  }

  /** Calls that are all under way before the first is refused. */
  private List<Future<String>> callTogether(int count, String refused) {
    var barrier = new CyclicBarrier(count);
    var pool = Executors.newFixedThreadPool(count);
    var tokens = new ArrayList<Future<String>>();
    for (int i = 0; i < count; i++) {
      tokens.add(
          pool.submit(
              () ->
                  branch.call(
                      session -> {
                        if (tokenOf(session).equals(refused)) {
                          await(barrier);
                          throw new CloudException(CloudFailure.Reason.UNAUTHORIZED, "old");
                        }
                        return tokenOf(session);
                      })));
    }
    pool.shutdown();
    return tokens;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
