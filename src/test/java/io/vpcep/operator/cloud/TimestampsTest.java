package io.vpcep.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-09-17T11:10:11Z",
        "2018-09-17T11:10:11",
        "2018-09-17 11:10:11",
        "2018-09-17 11:10:11Z",
        "2018-09-17t11:10:11z",
        "2018-09-17T13:10:11+02:00",
        "2018-09-17T13:10:11+0200",
        "2018-09-17T13:10:11+02",
        "2018-09-17 13:10:11 +0200",
        "2018-09-17T13:10:11 +02:00",
        "2018-09-17T06:40:11-0430",
        "2018-09-17T11:10:11-00:00",
        "2018-09-17T11:10:11.000",
        " 2018-09-17T11:10:11Z ",
      })
  void allFormsAreTheSameInstant(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse("2018-09-17T11:10:11Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2018-09-17T11:10:11.5,            2018-09-17T11:10:11.5Z",
    "2018-09-17 11:10:11.123456,       2018-09-17T11:10:11.123456Z",
    "2018-09-17T13:10:11.123456+0200,  2018-09-17T11:10:11.123456Z",
    "2018-09-17T11:10:11.123456789Z,   2018-09-17T11:10:11.123456789Z",
    "2018-09-17T11:10Z,                2018-09-17T11:10:00Z",
    "2018-09-17T23:10:11-18:00,        2018-09-18T17:10:11Z",
  })
  void fractionsAndOffsetsAreHonoured(String text, Instant time) {
    assertThat(Timestamps.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1537182611",
        "2018-09-17",
        "2018-09-17T11:10:11+18:30",
        "2018-09-17T11:10:11+02:00junk",
        "2018-02-30T11:10:11Z",
        "2018-09-17T25:10:11Z",
        "+99999-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
      })
  void whatIsNoTimeIsUnknown(String text) {
    assertThat(Timestamps.parse(text)).isNull();
  }
}
