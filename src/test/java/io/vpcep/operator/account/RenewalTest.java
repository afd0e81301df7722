package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.failure;
import static io.vpcep.operator.account.AccountFixture.tokenOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a token is kept fresh, and what a refused one leads to. */
class RenewalTest {

  private static final Duration LIFE = Duration.ofSeconds(1000);

  private final AccountFixture fixture = new AccountFixture();

  @BeforeEach
  void hasATokenOfAThousandSeconds() {
    fixture.tokensLast(LIFE);
    fixture.withPassword().declared();
    fixture.serviceAccepts("token-1", "token-2", "token-3");
  }

  @Test
  void aTokenIsRenewedAtFourFifthsOfItsLife() throws Exception {
    // When
    fixture.time.pass(Duration.ofSeconds(1700));

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 800.0, 1600.0);
    assertThat(fixture.call()).isEqualTo("token-3");
  }

  @Test
  void aTokenIsKeptWhileTheIdentityServiceIsDownAndItStillLasts() throws Exception {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.time.pass(Duration.ofSeconds(999));

    // When
    var token = fixture.call();

    // Then
    assertThat(token).isEqualTo("token-1");
    assertThat(fixture.states).hasSize(1);
    assertThat(fixture.logins)
        .containsExactly(0.0, 800.0, 801.0, 803.0, 807.0, 815.0, 831.0, 863.0, 911.0, 959.0);
  }

  @Test
  void aTokenThatHasEndedIsNotKept() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));

    // When
    fixture.time.pass(Duration.ofSeconds(1100));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
  }

  @Test
  void theIdentityServiceIsObeyedWhenItAsksToBeLeftAlone() {
    // Given
    fixture.identityFails(
        new CloudFailure(CloudFailure.Reason.THROTTLED, "slow down", Duration.ofSeconds(50)));

    // When
    fixture.time.pass(Duration.ofSeconds(910));

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 800.0, 850.0, 900.0);
  }

  @Test
  void aPasswordThatIsNoLongerRightEndsReadinessThoughTheTokenLasts() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));

    // When
    fixture.time.pass(Duration.ofSeconds(800));

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aRefusedTokenIsRenewedOnceAndTheCallMadeAgain() throws Exception {
    // Given
    fixture.serviceAccepts("token-2");

    // When
    var token = fixture.call();

    // Then
    assertThat(token).isEqualTo("token-2");
    assertThat(fixture.calls).hasSize(2);
    assertThat(fixture.logins).hasSize(2);
    assertThat(fixture.states).hasSize(1);
  }

  @Test
  void whatIsRefusedWithANewTokenTooIsRefusedByTheApiAlone() {
    // Given
    fixture.serviceAccepts();

    // When
    var refusal = catchThrowableOfType(CloudException.class, fixture::call);

    // Then
    assertThat(refusal.failure().reason()).isEqualTo(CloudFailure.Reason.FORBIDDEN);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.calls).hasSize(2);
    assertThat(fixture.logins).hasSize(2);
  }

  @Test
  void aRefusedTokenIsNotUsedAgainWhileTheIdentityServiceIsDown() {
    // Given
    fixture.serviceAccepts();
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.tryToCall();

    // When
    fixture.tryToCall();

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(fixture.calls).hasSize(1);
    assertThat(fixture.logins).hasSize(2);
  }

  @Test
  void aRefusedTokenOfSomebodyElseIsReplacedFromTheSecret() throws Exception {
    // Given
    fixture.withToken("old").time.pass(Duration.ofMinutes(5));
    fixture.withToken("new").serviceAccepts("new");

    // When
    var token = fixture.call();

    // Then
    assertThat(token).isEqualTo("new");
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aRefusedTokenOfSomebodyElseEndsReadinessIfTheSecretHasNoOther() {
    // Given
    fixture.withToken("old").time.pass(Duration.ofMinutes(5));

    // When
    fixture.tryToCall();

    // Then
    assertThat(fixture.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(fixture.calls).hasSize(1);
  }

  @Test
  void aRefusedTokenIsRenewedWithThePasswordAsItWasIfTheSecretCannotBeRead() throws Exception {
    // Given
    fixture.serviceAccepts("token-2");
    fixture.secretsBreak(new IllegalStateException("API server is away"));

    // When
    var token = fixture.call();

    // Then
    assertThat(token).isEqualTo("token-2");
  }

  @ParameterizedTest
  @CsvSource({"-P2D", "P2D"})
  void aWallClockThatIsWrongLeadsNeitherToAStuckAccountNorToALoginLoop(Duration offset) {
    // Given
    fixture.time.setWall(AccountFixture.NOON.plus(offset));
    fixture.withPassword().tokensEndAt(AccountFixture.NOON.plus(Duration.ofHours(24)));
    fixture.declared(new AccountSettings("otc", "eu-nl", "project-1", "credentials"));
    fixture.logins.clear();

    // When
    fixture.time.pass(Duration.ofHours(25));

    // Then
    assertThat(fixture.logins).hasSizeBetween(1, 25 * 60 * 60 / 48);
    assertThat(fixture.reason()).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aTokenIsRenewedInTimeWhenTheWallClockIsSetBack() {
    // Given
    fixture.time.pass(Duration.ofSeconds(100));
    fixture.time.setWall(AccountFixture.NOON.minus(Duration.ofHours(1)));

    // When
    fixture.time.pass(Duration.ofSeconds(710));

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 800.0);
  }

  @Test
  void aTokenIsKeptWhileAnotherAccountRenewsItsOwnWithTheSamePassword() throws Exception {
    // Given
    var other = fixture.another("other", AccountFixture.PASSWORD);
    var isFirst = new AtomicBoolean(true);
    fixture.meanwhile(
        () -> {
          if (fixture.logins.size() == 3 && isFirst.getAndSet(false)) {
            fixture.time.pass(Duration.ZERO);
          }
        });

    // When
    fixture.time.pass(Duration.ofSeconds(800));

    // Then
    assertThat(fixture.logins).containsExactly(0.0, 0.0, 800.0);
    assertThat(fixture.call(other, VpcepSource.API)).isEqualTo("token-2");
  }

  @Test
  void callsThatAreRefusedTogetherRenewOnce() throws Exception {
    // When
    var tokens = callTogether(4, "token-1");

    // Then
    for (var token : tokens) {
      assertThat(token.get(10, SECONDS)).isEqualTo("token-2");
    }
    assertThat(fixture.logins).hasSize(2);
  }

  @Test
  void callsThatAreRefusedTogetherAskWithAWrongPasswordOnce() throws Exception {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));

    // When
    var tokens = callTogether(4, "token-1");

    // Then
    for (var token : tokens) {
      var refusal = catchThrowableOfType(Exception.class, () -> token.get(10, SECONDS));
      assertThat(refusal).hasMessageContaining("AccountNotReady");
    }
    assertThat(fixture.logins).hasSize(2);
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
                  fixture.call(
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
