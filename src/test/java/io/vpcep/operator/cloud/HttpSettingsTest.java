package io.vpcep.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aWholeAnswerMayTakeBothTimeouts() {
    assertThat(new HttpSettings("1", SECOND, SECOND.multipliedBy(30), 1).wholeAnswerTimeout())
        .isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void refusesTimeoutsThatWouldMeanForEver() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpSettings("1", Duration.ZERO, SECOND, 1))
        .withMessage("connectTimeout must be more than zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpSettings("1", SECOND, SECOND.negated(), 1))
        .withMessage("readTimeout must be more than zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpSettings("1", SECOND, SECOND, 0))
        .withMessage("maxResponseBytes must be at least 1");
  }
}
