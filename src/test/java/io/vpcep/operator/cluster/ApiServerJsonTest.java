package io.vpcep.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiServerJsonTest {

  @Test
  void readsTheItemsOfAListAndWhatTheRestIsAskedForWith() throws IOException {
    var items = new ArrayList<JsonNode>();

    var next =
        ApiServerJson.items(
            stream(
                """
                {"kind": "List", "items": [{"metadata": {"name": "a", "labels": {"attention": "x"}, "managedFields": [{"x": 1}]}}, {"spec": {"suspend": true}}],
                 "metadata": {"continue": "more"}}
                """),
            items::add);

    assertThat(next).isEqualTo("more");
    assertThat(items)
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"metadata\":{\"name\":\"a\",\"labels\":{\"attention\":\"x\"}}}",
            "{\"spec\":{\"suspend\":true}}");
  }

  @Test
  void aListWithoutARestHasNone() throws IOException {
    assertThat(ApiServerJson.items(stream("{\"metadata\": {}, \"items\": []}"), item -> {}))
        .isEmpty();
  }

  @Test
  void keepsABoundedNumberOfWhatSomebodyHasPutIntoAnObject() throws IOException {
    var many =
        IntStream.range(0, 1_000).mapToObj(i -> "\"k%d\": \"\"".formatted(i)).collect(joining(","));

    var object =
        ApiServerJson.object(
            stream(
                "{\"labels\": {%s, \"vpcep.io/unmanaged\": \"true\"}, \"last\": [1]}"
                    .formatted(many)));

    assertThat(object.path("labels")).hasSize(257);
    assertThat(object.path("last").path(0).asInt()).isEqualTo(1);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
