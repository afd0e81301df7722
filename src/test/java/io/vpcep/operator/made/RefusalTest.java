package io.vpcep.operator.made;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.made.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|QUOTA_EXCEEDED|x.vpcep.io \"a\" is forbidden: exceeded quota: few|exceeded quota: few",
        "403|FORBIDDEN|x.vpcep.io is forbidden: User \"o\" cannot create|User \"o\" cannot create",
        "403|REFUSED|admission webhook \"w\" denied the request: no|admission webhook \"w\" denied the request: no",
        "422|REFUSED|x.vpcep.io \"a\" is invalid: labels|x.vpcep.io \"a\" is invalid: labels",
        "503|UNAVAILABLE|down|''",
        "429|UNAVAILABLE|slow|''",
        "0|UNAVAILABLE|connection refused|''"
      })
  void tellsWhyAChangeWasNotLetIn(int code, Reason reason, String said, String message) {
    assertThat(Refusal.of(code, said)).isEqualTo(new Refusal(reason, message));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void aChangeThatMetAnotherWasNotRefused(int code) {
    assertThat(Refusal.of(code, "it has changed")).isNull();
  }

  @Test
  void aMessageIsOneLineOfABoundedLength() {
    var refusal = Refusal.of(422, "two\nlines " + "x".repeat(1000));

    assertThat(refusal).isNotNull();
    assertThat(refusal.message()).hasSize(300).startsWith("two lines xxx");
  }
}
