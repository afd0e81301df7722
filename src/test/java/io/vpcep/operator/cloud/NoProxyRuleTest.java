package io.vpcep.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyRuleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com       | example.com         | 443
          example.com       | iam.example.com     | 80
          Example.COM       | IAM.example.com     | 443
          .example.com      | iam.example.com     | 443
          *.example.com     | a.iam.example.com   | 443
          example.com:8443  | iam.example.com     | 8443
          .example.com:8443 | iam.example.com     | 8443
          localhost         | localhost           | 9080
          *                 | anything.example    | 443
          *                 | 10.0.0.1            | 443
          127.0.0.1         | 127.0.0.1           | 9080
          127.0.0.1:9080    | 127.0.0.1           | 9080
          ::1               | [::1]               | 80
          [::1]             | [0:0:0:0:0:0:0:1]   | 80
          [::1]:80          | [::1]               | 80
          10.0.0.0/8        | 10.255.0.1          | 443
          10.1.2.3/8        | 10.255.0.1          | 443
          0.0.0.0/0         | 192.0.2.1           | 443
          192.0.2.1/32      | 192.0.2.1           | 443
          fd00::/8          | [fd12::1]           | 443
          """)
  void leavesTheProxyOut(String entry, String host, int port) {
    assertThat(NoProxyRule.parse(entry).covers(host, port)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com       | badexample.com      | 443
          example.com       | example.com.evil    | 443
          .example.com      | example.com         | 443
          *.example.com     | example.com         | 443
          example.com:8443  | example.com         | 443
          127.0.0.1:9080    | 127.0.0.1           | 80
          127.0.0.1         | localhost           | 80
          ::1               | [::2]               | 80
          10.0.0.0/8        | 11.0.0.1            | 443
          10.0.0.0/8        | ten.example         | 443
          0.0.0.0/0         | [::1]               | 443
          192.0.2.0/31      | 192.0.2.2           | 443
          fd00::/8          | [fc00::1]           | 443
          a1                | 10.0.0.1            | 443
          """)
  void keepsTheProxyForOthers(String entry, String host, int port) {
    assertThat(NoProxyRule.parse(entry).covers(host, port)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "*.",
        "a b",
        "a,b",
        "a..b",
        "*a.example",
        "a.*.example",
        "http://a",
        "a:0",
        "a:65536",
        "a:https",
        "a:",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.1:0",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/a",
        "10.0.0.0/",
        "a.example/8",
        "1::2::3",
        "fd00::/129",
        "[::1",
        "ü.example"
      })
  void refusesWhatWouldExcludeNobody(String entry) {
    assertThatIllegalArgumentException().isThrownBy(() -> NoProxyRule.parse(entry));
  }
}
