package io.vpcep.operator.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.provisioning.ConnectionChange.Delete;
import io.vpcep.operator.provisioning.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  private static final ConnectionChange CHANGE = new Delete("shop-a", "uid-1", "7");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|QUOTA_EXCEEDED|x.vpcep.io \"a\" is forbidden: exceeded quota: few|exceeded quota: few",
        "403|FORBIDDEN|x.vpcep.io is forbidden: User \"o\" cannot delete|delete",
        "403|REFUSED|admission webhook \"w\" denied the request: no|admission webhook \"w\" denied the request: no",
        "422|REFUSED|x.vpcep.io \"shop-a\" is invalid: labels|labels",
        "403|REFUSED|policy denies shop-a|policy denies NAME",
        "500|REFUSED|Internal error occurred: failed calling webhook \"w\": no|Internal error occurred: failed calling webhook \"w\": no",
        "500|REFUSED|etcdserver: request is too large|etcdserver: request is too large",
        "401|UNAVAILABLE|Unauthorized|''",
        "503|UNAVAILABLE|down|''",
        "429|UNAVAILABLE|slow|''",
        "0|UNAVAILABLE|connection refused|''"
      })
  void tellsWhyAChangeWasNotLetIn(int code, Reason reason, String said, String message) {
    assertThat(Refusal.of(CHANGE, code, said)).isEqualTo(new Refusal(reason, message));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void aChangeThatMetAnotherIsOutdated(int code) {
    assertThat(Refusal.of(CHANGE, code, "it has changed").reason()).isEqualTo(Reason.OUTDATED);
  }

  @Test
  void aMessageIsOneLineOfABoundedLength() {
    var refusal = Refusal.of(CHANGE, 422, "two\nlines " + "x".repeat(1000));

    assertThat(refusal.message()).hasSize(300).startsWith("two lines xxx");
  }
}
