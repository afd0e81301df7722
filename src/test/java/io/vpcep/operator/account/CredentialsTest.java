package io.vpcep.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountState.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void aTokenIsOneSet() throws Exception {
    assertThat(Credentials.of("a2", Map.of("token", "T0ken")))
        .isEqualTo(new Credentials.Token("T0ken"));
  }

  @Test
  void aUserWithPasswordAndDomainIsAnother() throws Exception {
    assertThat(Credentials.of("a2", AccountFixture.PASSWORD))
        .isEqualTo(new Credentials.Password(new PasswordLogin("ops", "sesame", "shop-domain")));
  }

  @Test
  void keysThatMeanNothingAreLeftAlone() throws Exception {
    assertThat(Credentials.of("a2", Map.of("token", "T0ken", "note", "by hand")))
        .isEqualTo(new Credentials.Token("T0ken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"T0ken\n", "T0ken\r\n", " T0ken "})
  void whiteSpaceAroundAValueIsDropped(String value) throws Exception {
    assertThat(Credentials.of("a2", Map.of("token", value)))
        .isEqualTo(new Credentials.Token("T0ken"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userName,password            | Secret a2 has the keys password, userName; domainName is missing (names are case-sensitive).",
        "domain,password,username     | Secret a2 has the keys domain, password, username; userName and domainName are missing (names are case-sensitive).",
        "userName,password,domainName=| Secret a2 has no value for domainName.",
        "token=                       | Secret a2 has no value for token.",
        "other                        | Secret a2 has the key other; set token, or userName+password+domainName, or accessKey+secretKey(+securityToken) (names are case-sensitive).",
        "token,password               | Secret a2 has the keys password, token, which belong to more than one set; keep exactly one of token, or userName+password+domainName, or accessKey+secretKey(+securityToken).",
        "token,securityToken          | Secret a2 has the keys securityToken, token, which belong to more than one set; keep exactly one of token, or userName+password+domainName, or accessKey+secretKey(+securityToken).",
        "securityToken                | Secret a2 has the key securityToken; accessKey and secretKey are missing (names are case-sensitive).",
        "accessKey,secretKey=         | Secret a2 has no value for secretKey.",
      })
  void whatIsNotExactlyOneCompleteSetIsRefusedWithTheNamesOfTheKeys(String keys, String message) {
    // Given
    var secret = new HashMap<String, String>();
    for (var key : keys.split(",", -1)) {
      secret.put(key.replace("=", ""), key.endsWith("=") ? " \n" : "hidden");
    }

    // When
    var refusal =
        catchThrowableOfType(UnusableInputsException.class, () -> Credentials.of("a2", secret));

    // Then
    assertThat(refusal).hasMessage(message).hasMessageNotContaining("hidden");
    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "token", "user"})
  void theSecretOfASampleIsRefusedUntilItIsEdited(String sample) throws Exception {
    // Given
    var manifests = Files.readString(Path.of("deploy/samples/cloudaccount-" + sample + ".yaml"));
    var secret =
        Serialization.unmarshal(manifests.split("\n---\n", 2)[0], Secret.class).getStringData();

    // When
    var refusal =
        catchThrowableOfType(UnusableInputsException.class, () -> Credentials.of("a2", secret));

    // Then
    assertThat(refusal).hasMessageStartingWith("Secret a2 has the placeholder of the sample in ");
    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SECRET);
  }

  @Test
  void anAccessKeyIsPermanentWithoutASecurityToken() throws Exception {
    assertThat(Credentials.of("a2", Map.of("accessKey", "AK\n", "secretKey", "SK\n")))
        .isEqualTo(new Credentials.Key(new AccessKey("AK", "SK", null)));
    assertThat(
            Credentials.of(
                "a2", Map.of("accessKey", "AK", "secretKey", "SK", "securityToken", "\n")))
        .isEqualTo(new Credentials.Key(new AccessKey("AK", "SK", null)));
  }

  @Test
  void anAccessKeyIsTemporaryWithASecurityToken() throws Exception {
    assertThat(
            Credentials.of(
                "a2", Map.of("accessKey", "AK", "secretKey", "SK", "securityToken", "ST\n")))
        .isEqualTo(new Credentials.Key(new AccessKey("AK", "SK", "ST")));
  }

  @Test
  void noSecretIsShown() throws Exception {
    assertThat(Credentials.of("a2", Map.of("token", "hidden")).toString()).doesNotContain("hidden");
    assertThat(
            Credentials.of("a2", Map.of("userName", "ops", "password", "hidden", "domainName", "d"))
                .toString())
        .doesNotContain("hidden");
    assertThat(Credentials.of("a2", Map.of("accessKey", "AK", "secretKey", "hidden")).toString())
        .doesNotContain("hidden");
  }
}
