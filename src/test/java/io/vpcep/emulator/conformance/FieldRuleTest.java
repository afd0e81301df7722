package io.vpcep.emulator.conformance;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldRuleTest {

  private static final String BODY =
      """
      {"text": "secret", "number": 7, "flag": true, "nothing": null, "none": [],
       "list": [{"id": "a"}, {"id": 5}, {}], "object": {"code": "E.0001"}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|string|",
        "number|integer|",
        "flag|boolean|",
        "none|array|",
        "none|empty|",
        "object|object|",
        "object.code|= E.0001|",
        "none[].id|string|",
        "absent|string?|",
        "absent.deeper|string?|",
        "nothing|string?|",
        "text|integer|text is string, expected integer",
        "number|string|number is integer, expected string",
        "nothing|string|nothing is null, expected string",
        "absent|string|absent is missing, expected string",
        "list|empty|list is array, expected empty",
        "object.code|= E.0002|object.code is = E.0001, expected = E.0002",
        "text|= E.0002|text is string, expected = E.0002",
        "number|= 8|number is integer, expected = 8",
        "list[].id|string|list[1].id is integer, expected string;"
            + "list[2].id is missing, expected string",
        "text|integer?|text is string, expected integer",
      })
  void tellsWhatIsWrongAndWhere(String path, String kind, String differences) {
    String told = String.join(";", FieldRule.of(path, kind).differences(json(BODY)));

    assertThat(told).isEqualTo(differences == null ? "" : differences);
  }

  @ParameterizedTest
  @CsvSource({
    "text, true",
    "nothing, true",
    "absent, false",
    "list[].id, true",
    "list[].absent, false",
    "none, true",
    "none[].id, false",
    "absent.deeper, false",
  })
  void knowsWhetherTheFieldIsInTheResponse(String path, boolean isIn) {
    assertThat(FieldRule.of(path, "string?").isIn(json(BODY))).isEqualTo(isIn);
  }
}
