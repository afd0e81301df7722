package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read stays what it was, and equal strings are one. */
class InterningDeserializerTest {

  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(
              new SimpleModule().addDeserializer(String.class, new InterningDeserializer()));

  @Test
  void equalStringsAreOne() throws Exception {
    var first = json.readValue("{\"reason\": \"Accepted\"}", STRINGS).get("reason");
    var second = json.readValue("{\"reason\": \"Accepted\"}", STRINGS).get("reason");

    assertThat(second).isSameAs(first).isEqualTo("Accepted");
  }

  @Test
  void howeverManyThereAreEachIsWhatWasWritten() throws Exception {
    var texts = IntStream.range(0, 20_000).mapToObj(i -> "word-" + i * 7).toList();

    List<String> read =
        json.readValue(json.writeValueAsString(texts), new TypeReference<List<String>>() {});

    assertThat(read).isEqualTo(texts);
  }

  @Test
  void nothingAndLongTextsAreReadAsUsual() throws Exception {
    var text = "x".repeat(10_000);

    var read = json.readValue("{\"a\": null, \"b\": \"%s\"}".formatted(text), STRINGS);

    assertThat(read).containsEntry("a", null).containsEntry("b", text);
  }
}
