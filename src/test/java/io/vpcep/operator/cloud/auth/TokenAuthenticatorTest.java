package io.vpcep.operator.cloud.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthenticatorTest {

  private static final Request REQUEST =
      new Request.Builder().url("http://127.0.0.1/").header("Accept", "x").build();

  @Test
  void addsTheTokenWithoutTheWhiteSpaceAroundIt() {
    Request request = new TokenAuthenticator(" MII+/=\n").authenticate(REQUEST);

    assertThat(request.header("X-Auth-Token")).isEqualTo("MII+/=");
    assertThat(request.header("Accept")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "sec ret", "sec\nret", "secrét", "sec\u0000ret"})
  void refusesWhatNoHeaderCanCarryWithoutShowingIt(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenAuthenticator(token))
        .withMessage("a token must be one or more visible ASCII characters without white space");
  }

  @Test
  void doesNotShowTheToken() {
    assertThat(new TokenAuthenticator("secret").toString()).isEqualTo("token");
  }
}
