package io.vpcep.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiReferenceTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void theCheckedInPageIsWhatTheDefinitionsSay() throws IOException {
    assertThat(Files.readString(ApiReference.PAGE))
        .as("docs/api-reference.md differs from crds/: run mvn -Papi-reference")
        .isEqualTo(ApiReference.page());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{type: integer, minimum: 1, maximum: 1000}; 1 to 1,000",
        "{type: integer, minimum: 0.0}; at least 0",
        "{type: string, maxLength: 32}; at most 32 characters",
        "{type: string, enum: [Keep, Delete]}; `Keep` or `Delete`",
        "{type: array, maxItems: 256, items: {maxLength: 64}}; at most 256 items, at most 64 characters each",
      })
  void aRangeIsSaidInWords(String schema, String words) throws IOException {
    assertThat(FieldRange.of(YAML.readTree(schema))).isEqualTo(words);
  }

  @Test
  void aFieldOfAListIsNamedByItsPathAndARuleByItsField() throws IOException {
    var table =
        FieldTable.ofSpec(
            schema(
                """
                description: The spec.
                required: [rules]
                properties:
                  rules:
                    type: array
                    items:
                      type: object
                      properties:
                        mode: {type: string, default: A, description: 'A|B'}
                      x-kubernetes-validations: [{message: say which., rule: "true"}]
                """));

    assertThat(table)
        .contains(
            "| `rules` | list of object | required |  |  |\n",
            "| `rules[].mode` | string | `A` |  | A\\|B |\n",
            "- `rules[]`: say which.\n");
  }

  private static JsonNode schema(String yaml) throws IOException {
    return YAML.readTree(yaml);
  }
}
