package io.vpcep.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountState.Reason;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void aTokenIsOneSet() throws Exception {
    assertThat(Credentials.of(Map.of("token", "T0ken"))).isEqualTo(new Credentials.Token("T0ken"));
  }

  @Test
  void aUserWithPasswordAndDomainIsAnother() throws Exception {
    assertThat(Credentials.of(Branch.PASSWORD))
        .isEqualTo(new Credentials.Password(new PasswordLogin("ops", "sesame", "shop-domain")));
  }

  @Test
  void keysThatMeanNothingAreLeftAlone() throws Exception {
    assertThat(Credentials.of(Map.of("token", "T0ken", "note", "by hand")))
        .isEqualTo(new Credentials.Token("T0ken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"T0ken\n", "T0ken\r\n", " T0ken "})
  void whiteSpaceAroundAValueIsDropped(String value) throws Exception {
    assertThat(Credentials.of(Map.of("token", value))).isEqualTo(new Credentials.Token("T0ken"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userName,password            | the Secret lacks a value for domainName.",
        "password                     | the Secret lacks a value for userName and domainName.",
        "userName,password,domainName=| the Secret lacks a value for domainName.",
        "token=                       | the Secret lacks a value for token.",
        "other                        | the Secret has none of the known keys: set token, or userName+password+domainName, or accessKey+secretKey(+securityToken).",
        "token,password               | the Secret has keys of more than one set: keep exactly one of token, or userName+password+domainName, or accessKey+secretKey(+securityToken).",
        "token,securityToken          | the Secret has keys of more than one set: keep exactly one of token, or userName+password+domainName, or accessKey+secretKey(+securityToken).",
        "securityToken                | the Secret lacks a value for accessKey and secretKey.",
        "accessKey,secretKey=         | the Secret lacks a value for secretKey.",
      })
  void whatIsNotExactlyOneCompleteSetIsRefusedWithTheNamesOfTheKeys(String keys, String message) {
    // Given
    var secret = new HashMap<String, String>();
    for (var key : keys.split(",", -1)) {
      secret.put(key.replace("=", ""), key.endsWith("=") ? " \n" : "hidden");
    }

    // When
    var refusal = catchThrowableOfType(UnusableException.class, () -> Credentials.of(secret));

    // Then
    assertThat(refusal).hasMessage(message).hasMessageNotContaining("hidden");
    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SECRET);
  }

  @Test
  void anAccessKeyIsPermanentWithoutASecurityToken() throws Exception {
    assertThat(Credentials.of(Map.of("accessKey", "AK\n", "secretKey", "SK\n")))
        .isEqualTo(new Credentials.Key(new AccessKey("AK", "SK", null)));
    assertThat(Credentials.of(Map.of("accessKey", "AK", "secretKey", "SK", "securityToken", "\n")))
        .isEqualTo(new Credentials.Key(new AccessKey("AK", "SK", null)));
  }

  @Test
  void anAccessKeyIsTemporaryWithASecurityToken() throws Exception {
    assertThat(
            Credentials.of(Map.of("accessKey", "AK", "secretKey", "SK", "securityToken", "ST\n")))
        .isEqualTo(new Credentials.Key(new AccessKey("AK", "SK", "ST")));
  }

  @Test
  void noSecretIsShown() throws Exception {
    assertThat(Credentials.of(Map.of("token", "hidden")).toString()).doesNotContain("hidden");
    assertThat(
            Credentials.of(Map.of("userName", "ops", "password", "hidden", "domainName", "d"))
                .toString())
        .doesNotContain("hidden");
    assertThat(Credentials.of(Map.of("accessKey", "AK", "secretKey", "hidden")).toString())
        .doesNotContain("hidden");
  }
}
