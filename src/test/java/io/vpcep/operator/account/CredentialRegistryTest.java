package io.vpcep.operator.account;

import static io.vpcep.operator.support.Sessions.NOWHERE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.account.CredentialView.Verdict;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CredentialRegistryTest {

  private static final CloudFailure REFUSAL =
      new CloudFailure(CloudFailure.Reason.UNAUTHORIZED, "401 wrong");
  private static final CredentialKey KEY = key(0);
  private static final ApiKey API = ApiKey.of(VpcepSource.API, Sessions.aSession());

  private final FakeClock time = new FakeClock(AccountFixture.NOON);
  private final CredentialRegistry registry = registry(Duration.ofMillis(50));
  private final User user = new User("shop");

  @Test
  void whatWasRefusedIsRememberedForAnHourAfterTheLastAccountIsGone() {
    // Given
    registry.use(user, KEY);
    registry.identityRefused(user, KEY, REFUSAL);
    registry.leave(user);

    // When
    time.pass(Duration.ofMinutes(59));
    registry.use(user, key(1));
    var remembered = registry.view(KEY).verdict();
    time.pass(Duration.ofMinutes(2));
    registry.use(user, key(2));

    // Then
    assertThat(remembered).isEqualTo(Verdict.REFUSED);
    assertThat(registry.view(KEY).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void ofMoreThanTenThousandCredentialsTheEldestUnusedOnesAreForgotten() {
    // Given
    var used = key(-1);
    registry.use(user, used);
    registry.identityAccepted(user, used);
    registry.identityRefused(user, KEY, REFUSAL);

    // When
    for (int i = 1; i < AccountLimits.CREDENTIALS; i++) {
      registry.identityAccepted(user, key(i));
    }

    // Then
    assertThat(registry.view(used).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(registry.view(KEY).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aCallWithCredentialsThatAreNotVerifiedWaitsForTheOneThatIsUnderWay() throws Exception {
    // Given
    var patient = registry(Duration.ofSeconds(10));
    var first = permit(patient);
    var second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return permit(patient);
              } catch (CloudException e) {
                throw new IllegalStateException(e);
              }
            });

    // When
    first.accepted();
    first.close();

    // Then
    assertThat(second.get(5, SECONDS)).isNotNull();
  }

  @Test
  void whoWaitedInVainIsWokenWhenTheTurnEnds() throws Exception {
    // Given
    registry.use(user, KEY);
    var first = permit(registry);
    var second = registry.admit(user, KEY, API);

    // When
    first.close();

    // Then
    assertThat(second).isNull();
    assertThat(user.wakes).hasSize(1);
  }

  @Test
  void otherAccountsAreWokenWhenTheVerdictChangesAndNobodyElse() {
    // Given
    var other = new User("other");
    var stranger = new User("stranger");
    registry.use(user, KEY);
    registry.use(other, KEY);
    registry.use(stranger, key(1));

    // When
    registry.identityRefused(user, KEY, REFUSAL);
    registry.identityRefused(user, KEY, REFUSAL);

    // Then
    assertThat(other.wakes).hasSize(1);
    assertThat(user.wakes).isEmpty();
    assertThat(stranger.wakes).isEmpty();
  }

  @Test
  void acceptedCredentialsAreAskedAboutByOneAccountAtATime() {
    // Given
    registry.identityAccepted(user, KEY);
    time.pass(Duration.ofHours(1));
    var first = registry.beginLogin(user, KEY);

    // When
    var second = registry.beginLogin(new User("other"), KEY);
    registry.identityRefused(user, KEY, REFUSAL);
    ((LoginPermit.Granted) first).close();
    var third = registry.beginLogin(new User("other"), KEY);

    // Then
    assertThat(second).extracting("why").isEqualTo(LoginPermit.Why.OTHERS_TRY);
    assertThat(third).extracting("why").isEqualTo(LoginPermit.Why.REFUSED);
  }

  @Test
  void allAccountsLogInSideBySideOnceTheCredentialsAreConfirmed() {
    // Given
    registry.identityAccepted(user, KEY);

    // When
    var first = registry.beginLogin(user, KEY);
    var second = registry.beginLogin(new User("other"), KEY);

    // Then
    assertThat(first).isInstanceOf(LoginPermit.Granted.class);
    assertThat(second).isInstanceOf(LoginPermit.Granted.class);
  }

  @Test
  void twoRefusalsOfTriesMadeSideBySideCountAsOne() {
    // When
    registry.identityRefused(user, KEY, REFUSAL);
    registry.identityRefused(user, KEY, REFUSAL);

    // Then
    assertThat(registry.view(KEY).probeAt()).isEqualTo(time.now().plus(Duration.ofSeconds(30)));
  }

  @Test
  void whoWaitsForTheConfirmationMakesNoCallIfTheCredentialsAreRefused() throws Exception {
    // Given
    var patient = registry(Duration.ofSeconds(10));
    patient.identityAccepted(user, KEY);
    time.pass(Duration.ofHours(1));
    var first = Objects.requireNonNull(patient.awaitConfirmation(user, KEY));
    var second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Optional.ofNullable(patient.awaitConfirmation(new User("other"), KEY));
              } catch (CloudException e) {
                throw new IllegalStateException(e);
              }
            });

    // When
    patient.identityRefused(user, KEY, REFUSAL);
    first.close();

    // Then
    assertThat(second.get(5, SECONDS)).isEmpty();
  }

  private CallPermit permit(CredentialRegistry from) throws CloudException {
    return Objects.requireNonNull(from.admit(user, KEY, API));
  }

  private CredentialRegistry registry(Duration patience) {
    return new CredentialRegistry(Sessions::generousBudget, time, patience);
  }

  private static CredentialKey key(int number) {
    return new CredentialKey(
        new CredentialKey.Id(NOWHERE.iam(), "key/" + number, true), "digest-" + number);
  }

  private static final class User implements CredentialUser {
    private final List<String> wakes = new ArrayList<>();
    private final String namespace;

    User(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public String tenant() {
      return namespace;
    }

    @Override
    public void credentialChanged() {
      wakes.add("woken");
    }
  }
}
