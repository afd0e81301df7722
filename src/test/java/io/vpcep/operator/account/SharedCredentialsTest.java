package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.KEY;
import static io.vpcep.operator.account.AccountFixture.failure;
import static io.vpcep.operator.account.AccountFixture.key;
import static io.vpcep.operator.support.Sessions.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tries are paced by what the cloud locks, whatever accounts there are. */
class SharedCredentialsTest {

  private static final Map<String, String> RIGHT = secret("right");

  private final AccountFixture fixture = new AccountFixture();

  @BeforeEach
  void theCloudKnowsTheKey() {
    fixture.rightKey("AK", "right");
    fixture.serviceAccepts("AK");
  }

  @Test
  void accountsWithTheSameWrongKeyCostTwoTriesInFiveMinutesAltogether() {
    // When
    accounts(10, "wrong");
    fixture.time.pass(Duration.ofSeconds(299));

    // Then
    assertThat(fixture.lookUps).containsExactly(0.0, 30.0);
    assertThat(IntStream.range(0, 10).mapToObj(i -> reason(key("ns-" + i))))
        .containsOnly(Reason.UNAUTHORIZED);
  }

  @Test
  void accountsWithDifferentWrongSecretsForOneKeyCostFourTriesInFiveMinutesAltogether() {
    // When
    for (int i = 0; i < 10; i++) {
      fixture.another("ns-" + i, secret("wrong-" + i));
    }
    fixture.time.pass(Duration.ofSeconds(299));

    // Then
    assertThat(fixture.lookUps).hasSize(4);
    assertThat(reason(key("ns-9"))).isEqualTo(Reason.NOT_VERIFIED);
    assertThat(fixture.state(key("ns-9"))).matches(state -> !state.usable());
    assertThat(fixture.states)
        .filteredOn(state -> state.reason() == Reason.NOT_VERIFIED)
        .hasSize(6);
  }

  @Test
  void aWrongKeyCostsNoMoreTriesWhereTheRegionsHaveIdentityServicesOfTheirOwn() {
    // When
    for (int i = 0; i < 31; i++) {
      fixture.another("ns", secret("wrong"), region(i));
    }
    fixture.time.pass(Duration.ofSeconds(299));

    // Then
    assertThat(fixture.lookUps).hasSize(3);
  }

  @Test
  void aTenantWithAWrongSecretSlowsNobodyWhoseSecretWasAccepted() throws Exception {
    // Given
    var right = fixture.another("right", RIGHT);
    fixture.call(right, VpcepSource.API);
    for (int i = 0; i < 10; i++) {
      fixture.another("ns-" + i, secret("wrong-" + i));
    }

    // When
    fixture.accounts.remove(right);
    fixture.another("right", RIGHT);

    // Then
    assertThat(reason(right)).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.call(right, VpcepSource.API)).isEqualTo("AK");
  }

  @Test
  void theWrongSecretsOfOneNamespaceDoNotDelayTheFirstTryOfAnother() {
    // Given
    for (int i = 0; i < 5; i++) {
      fixture.another("careless", secret("wrong-" + i));
      fixture.accounts.remove(key("careless"));
    }

    // When
    fixture.another("owner", RIGHT);

    // Then
    assertThat(fixture.lookUps).hasSize(4);
    assertThat(reason(key("owner"))).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void aNamespaceThatHasNotFailedGoesBeforeThoseThatHave() {
    // Given
    for (int i = 0; i < 3; i++) {
      fixture.another("careless", secret("wrong-" + i));
    }
    fixture.another("careless", secret("wrong-3"));
    fixture.another("newcomer", secret("wrong-4"));
    fixture.another("careful", RIGHT);
    fixture.lookUps.clear();

    // When
    fixture.time.pass(Duration.ofSeconds(305));

    // Then
    assertThat(reason(key("careful"))).isEqualTo(Reason.AUTHENTICATED);
    assertThat(fixture.lookUps).hasSize(1);
  }

  @Test
  void aCorrectedSecretIsTriedAtOnceAfterTheRetriesOfTheWrongOne() {
    // Given
    fixture.another("ns", secret("wrong"));
    fixture.time.pass(Duration.ofSeconds(100));

    // When
    fixture.another("ns", RIGHT);
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(reason(key("ns"))).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void allAccountsLogInAsSoonAsTheCloudAcceptsTheirKey() {
    // Given
    accounts(10, "restored");
    fixture.rightKey("AK", "restored");
    fixture.lookUps.clear();

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(IntStream.range(0, 10).mapToObj(i -> reason(key("ns-" + i))))
        .containsOnly(Reason.AUTHENTICATED);
    assertThat(fixture.lookUps).containsOnly(30.0);
  }

  @Test
  void aKeyThatIsRefusedToOneAccountIsRefusedToAllThatHaveIt() {
    // Given
    accounts(3, "right");
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.serviceAccepts();
    fixture.lookUps.clear();

    // When
    fixture.failureOf(key("ns-0"), VpcepSource.API);

    // Then
    assertThat(IntStream.range(0, 3).mapToObj(i -> reason(key("ns-" + i))))
        .containsOnly(Reason.UNAUTHORIZED);
    assertThat(fixture.states)
        .as("whoever watches one of them is notified")
        .filteredOn(state -> state.reason() == Reason.UNAUTHORIZED)
        .hasSize(3);
    assertThat(fixture.lookUps).hasSize(1);
    assertThat(fixture.calls).hasSize(1);
  }

  @Test
  void whoHasAKeySinceACallWasRefusedLearnsWhatOthersFindOutAboutIt() throws Exception {
    // Given
    var first = fixture.another("first", secret("right"));
    fixture.rightKey("other", "right");
    fixture.serviceAccepts("other");
    var other = Map.of("accessKey", "other", "secretKey", "right");
    var second = fixture.another("second", other);
    fixture.another("first", other);
    fixture.call(first, VpcepSource.API);

    // When
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    fixture.serviceAccepts();
    fixture.failureOf(second, VpcepSource.API);

    // Then
    assertThat(reason(first)).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void whatWasRefusedIsForgottenAnHourAfterTheLastAccountThatHadItIsGone() {
    // Given
    var revoked = Map.of("token", "revoked");
    var account = fixture.another("ns", revoked);
    fixture.failureOf(account, VpcepSource.API);
    fixture.accounts.remove(account);

    // When
    fixture.time.pass(Duration.ofHours(1));
    fixture.another("other", Map.of("token", "another"));
    fixture.another("ns", revoked);

    // Then
    assertThat(reason(account)).isEqualTo(Reason.NOT_VERIFIED);
  }

  @Test
  void aTokenThatIsRefusedToOneAccountIsNotTriedByTheOthers() {
    // Given
    for (int i = 0; i < 10; i++) {
      fixture.another("ns-" + i, Map.of("token", "revoked"));
    }

    // When
    for (int second = 0; second < 45; second++) {
      for (int i = 0; i < 10; i++) {
        fixture.failureOf(key("ns-" + i), VpcepSource.API);
      }
      fixture.time.pass(Duration.ofSeconds(1));
    }

    // Then
    assertThat(fixture.calls).containsExactly(0.0, 30.0);
  }

  @Test
  void whileTheIdentityServiceIsSilentAKeyThatAnotherAccountTriesIsUsable() throws Exception {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    var first = fixture.another("first", RIGHT);

    // When
    var second =
        fixture.accounts.call(
            first, VpcepSource.API, Priority.NORMAL, session -> fixture.another("second", RIGHT));

    // Then
    assertThat(fixture.call(second, VpcepSource.API)).isEqualTo("AK");
    assertThat(fixture.lookUps).as("nobody asks beside the first").hasSize(1);
  }

  @Test
  void whileTheIdentityServiceIsSilentWhoSharesAPasswordSaysSoAtOnce() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.CLOUD_UNAVAILABLE));
    fixture.another("first", AccountFixture.PASSWORD);
    fixture.meanwhile(
        () -> {
          if (fixture.logins.size() == 2) {
            fixture.meanwhile(() -> {});
            fixture.another("second", AccountFixture.PASSWORD);
          }
        });

    // When
    fixture.time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(reason(key("second"))).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(fixture.states)
        .extracting(AccountState::reason)
        .containsExactly(Reason.CLOUD_UNAVAILABLE, Reason.CLOUD_UNAVAILABLE);
  }

  @Test
  void aPasswordThatWasAcceptedThoughThereIsNoProjectIsNotHeldBackByOthers() {
    // Given
    fixture.identityFails(failure(CloudFailure.Reason.PROJECT_NOT_FOUND));
    fixture.withPassword().declared();
    fixture.identityFails(failure(CloudFailure.Reason.UNAUTHORIZED));
    for (int i = 0; i < 4; i++) {
      fixture.another(
          "ns-" + i,
          Map.of("userName", "ops", "password", "wrong-" + i, "domainName", "shop-domain"));
    }
    fixture.identityFails(null);

    // When
    fixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(reason(KEY)).isEqualTo(Reason.AUTHENTICATED);
  }

  @Test
  void noNameAndNoSecretOfACredentialIsShown() {
    // When
    fixture.withSecret(secret("hidden")).declared();

    // Then
    var credential = new Credentials.Key(new AccessKey("AK", "hidden", null)).key(NOWHERE.iam());
    assertThat(credential.toString()).doesNotContain("AK", "hidden", credential.digest());
    assertThat(credential.id().lock().toString()).isEqualTo("lock of example.org");
    assertThat(fixture.states.toString()).doesNotContain("hidden", credential.digest());
    assertThat(fixture.accounts.state(KEY)).isNotNull();
  }

  private void accounts(int count, String secretKey) {
    for (int i = 0; i < count; i++) {
      fixture.another("ns-" + i, secret(secretKey));
    }
  }

  private static AccountSettings region(int number) {
    return new AccountSettings("otc", "region-" + number, "project-1", "credentials");
  }

  private Reason reason(AccountKey key) {
    AccountState state = fixture.state(key);
    return Objects.requireNonNull(state).reason();
  }

  private static Map<String, String> secret(String secretKey) {
    return Map.of("accessKey", "AK", "secretKey", secretKey);
  }
}
