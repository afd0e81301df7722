package io.vpcep.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aWholeAnswerMayTakeBothTimeouts() {
    assertThat(
            new HttpSettings("1", SECOND, SECOND.multipliedBy(30), 1, null, null)
                .wholeAnswerTimeout())
        .isEqualTo(Duration.ofSeconds(31));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy:3128", "https://proxy:3128", "http://proxy", "http://a:b@proxy:3128"})
  void refusesAProxyThatItCannotUse(String proxy) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpProxy(URI.create(proxy), List.of()))
        .withMessage("proxy must be like http://host:port, without a login");
  }
}
