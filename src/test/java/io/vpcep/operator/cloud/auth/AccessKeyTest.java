package io.vpcep.operator.cloud.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTest {

  private static final String SECRET = "s3cr3t/Key+";
  private static final String TOKEN = "gQpldS1kZS==";

  @Test
  void dropsTheWhiteSpaceAroundItsValues() {
    assertThat(new AccessKey(" AK\n", SECRET + "\r\n", TOKEN + "\n"))
        .isEqualTo(new AccessKey("AK", SECRET, TOKEN));
  }

  @Test
  void isPermanentWithoutASecurityToken() {
    assertThat(new AccessKey("AK", SECRET, null).securityToken()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "sec ret", "sec\nret", "secrét", "sec\u0000ret"})
  void refusesWhatNoHeaderCanCarryWithoutShowingIt(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessKey(value, SECRET, TOKEN))
        .withMessage(
            "an access key ID must be one or more visible ASCII characters without white space");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessKey("AK", value, TOKEN))
        .withMessage(
            "a secret access key must be one or more visible ASCII characters without white space");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessKey("AK", SECRET, value))
        .withMessage(
            "a security token must be one or more visible ASCII characters without white space");
  }

  @Test
  void showsItsSecretsNowhere() {
    AccessKey key = new AccessKey("AK", SECRET, TOKEN);
    CanonicalRequest request =
        new CanonicalRequest(
            "POST",
            HttpUrl.get("http://127.0.0.1/"),
            new TreeMap<>(Map.of("x-security-token", TOKEN)),
            ByteString.encodeUtf8(SECRET));

    assertThat(key.toString()).isEqualTo("access key AK");
    assertThat(new AccessKeyAuthenticator(key, "p", Clock.systemUTC()).toString())
        .isEqualTo("access key AK");
    assertThat(request.toString()).isEqualTo("POST http://127.0.0.1/");
    assertThat(catchThrowable(() -> request.authorization(key)))
        .hasMessage("the date is always signed");
    assertThat(catchThrowable(() -> new AccessKey(SECRET + " " + TOKEN, SECRET + "é", TOKEN)))
        .hasMessageNotContainingAny(SECRET, TOKEN);
  }
}
