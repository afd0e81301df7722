package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownStatusesTest {

  private static final String CONNECTION =
      """
      {"id": "e1", "status": "pendingAcceptance", "updated_at": "2026-01-01T00:00:00Z"}
      """;
  private static final String RESOURCE =
      """
      {"spec": {"endpointID": "e1"},
       "status": {"state": "pendingAcceptance", "updatedTime": "2026-01-01T00:00:00Z",
         "conditions": [{"type": "Ready", "reason": "PendingAcceptance"},
                        {"type": "Synced", "reason": "Polled"}]}}
      """;

  @Test
  void findsNothingWrongWithWhatTheCloudLists() {
    assertThat(ShownStatuses.wrong(Map.of("c-1", json(RESOURCE)), Map.of("e1", json(CONNECTION))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'state\": \"pendingAcceptance', 'state\": \"accepted'",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z",
    "'reason\": \"PendingAcceptance', 'reason\": \"Accepted'",
    "Polled, Throttled",
    "Synced, Stalled",
    "status, nothing"
  })
  void findsEachDifference(String right, String wrong) {
    var resource = json(RESOURCE.replace(right, wrong));

    assertThat(ShownStatuses.wrong(Map.of("c-1", resource), Map.of("e1", json(CONNECTION))))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("c-1 shows ")
        .endsWith(" instead of pendingAcceptance 2026-01-01T00:00:00Z PendingAcceptance Polled");
  }

  @Test
  void findsAResourceWhoseConnectionIsNotListed() {
    assertThat(ShownStatuses.wrong(Map.of("c-1", json(RESOURCE)), Map.of())).hasSize(1);
  }

  @Test
  void findsAConnectionThatHasNoResource() {
    var connections = Map.of("e1", json(CONNECTION), "e2", json(CONNECTION));

    assertThat(ShownStatuses.wrong(Map.of("c-1", json(RESOURCE)), connections))
        .containsExactly("no resource shows e2");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
