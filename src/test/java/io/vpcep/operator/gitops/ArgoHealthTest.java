package io.vpcep.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The health checks for Argo CD, run as it runs them: with the resource in the global obj. */
class ArgoHealthTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path PATCH = Path.of("deploy/argocd/argocd-cm.yaml");

  @ParameterizedTest
  @CsvSource({
    "True, Accepted, , Healthy",
    "False, PendingAcceptance, , Progressing",
    "False, Creating, , Progressing",
    "Unknown, NotObserved, , Progressing",
    "Unknown, ObservationStale, , Progressing",
    "False, Failed, True, Degraded",
    "False, AcceptanceOverdue, True, Degraded"
  })
  void aConnectionIsWhatItsConditionsSay(String ready, String reason, String stalled, String health)
      throws IOException {
    var stalledToo =
        stalled == null
            ? ""
            : ", {type: Stalled, status: '%s', reason: X, message: stalled}".formatted(stalled);
    var connection =
        """
        metadata: {generation: 2}
        spec: {suspend: false}
        status:
          observedGeneration: 2
          conditions: [{type: Ready, status: '%s', reason: %s, message: said}%s]
        """
            .formatted(ready, reason, stalledToo);

    assertThat(health("VpcEndpointConnection", connection, "status")).isEqualTo(health);
    assertThat(health("VpcEndpointConnection", connection, "message"))
        .isEqualTo(stalled == null ? "said" : "stalled");
  }

  @ParameterizedTest
  @CsvSource({
    "True, Authenticated, Healthy",
    "False, Unauthorized, Degraded",
    "False, SecretNotFound, Degraded",
    "Unknown, NotVerified, Healthy"
  })
  void anAccountIsWhatReadySays(String ready, String reason, String health) throws IOException {
    var account =
        """
        metadata: {generation: 1}
        spec: {cloud: otc}
        status: {observedGeneration: 1, conditions: [{type: Ready, status: '%s', reason: %s, message: said}]}
        """
            .formatted(ready, reason);

    assertThat(health("CloudAccount", account, "status")).isEqualTo(health);
    assertThat(health("CloudAccount", account, "message")).isEqualTo("said");
  }

  @ParameterizedTest
  @CsvSource({
    "True, Enforcing, Healthy",
    "True, LimitReached, Healthy",
    "False, DryRun, Healthy",
    "False, Disabled, Suspended",
    "False, Conflict, Degraded",
    "False, Forbidden, Degraded",
    "False, SourceNotFound, Degraded",
    "False, Paused, Degraded",
    "False, StaleData, Progressing",
    "True, StaleData, Healthy",
    "Unknown, NotObserved, Progressing"
  })
  void aPolicyIsWhatActingSays(String acting, String reason, String health) throws IOException {
    var policy =
        """
        metadata: {generation: 1}
        spec: {mode: Enforce}
        status:
          observedGeneration: 1
          conditions:
          - {type: Ready, status: 'True', reason: Listed, message: listed}
          - {type: Acting, status: '%s', reason: %s, message: said}
        """
            .formatted(acting, reason);

    assertThat(health("VpcEndpointAcceptancePolicy", policy, "status")).isEqualTo(health);
    assertThat(health("VpcEndpointAcceptancePolicy", policy, "message")).isEqualTo("said");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CloudAccount          | metadata: {generation: 1}
          CloudAccount          | {metadata: {generation: 1}, status: {observedGeneration: -1}}
          CloudAccount          | {metadata: {generation: 3}, status: {observedGeneration: 2, conditions: [{type: Ready, status: 'True'}]}}
          CloudAccount          | {metadata: {generation: 1}, status: {observedGeneration: 1}}
          VpcEndpointConnection | metadata: {generation: 1}
          VpcEndpointConnection | {metadata: {generation: 1}, spec: {}, status: {observedGeneration: -1}}
          VpcEndpointConnection | {metadata: {generation: 3}, spec: {}, status: {observedGeneration: 2, conditions: [{type: Ready, status: 'True'}]}}
          VpcEndpointConnection | {metadata: {generation: 1}, spec: {}, status: {observedGeneration: 1}}
          VpcEndpointAcceptancePolicy | metadata: {generation: 1}
          VpcEndpointAcceptancePolicy | {metadata: {generation: 3}, status: {observedGeneration: 2, conditions: [{type: Acting, status: 'True', reason: Enforcing}]}}
          VpcEndpointAcceptancePolicy | {metadata: {generation: 1}, status: {observedGeneration: 1}}
          """)
  void whatTheOperatorHasNotSeenYetIsInProgress(String kind, String resource) throws IOException {
    assertThat(health(kind, resource, "status")).isEqualTo("Progressing");
  }

  @Test
  void aSuspendedConnectionIsSuspendedWhateverWasLastSeen() throws IOException {
    var connection =
        """
        metadata: {generation: 2}
        spec: {suspend: true}
        status:
          observedGeneration: 2
          conditions: [{type: Stalled, status: 'True', reason: Failed, message: It failed.}]
        """;

    assertThat(health("VpcEndpointConnection", connection, "status")).isEqualTo("Suspended");
  }

  private static String health(String kind, String resource, String field) throws IOException {
    var script =
        YAML.readTree(PATCH.toFile())
            .path("data")
            .path("resource.customizations.health.vpcep.io_" + kind)
            .asText();
    var lua = JsePlatform.standardGlobals();
    lua.set("obj", toLua(YAML.readTree(resource)));
    return lua.load(script).call().get(field).checkjstring();
  }

  private static LuaValue toLua(JsonNode node) {
    if (node.isObject()) {
      var table = new LuaTable();
      node.properties().forEach(field -> table.set(field.getKey(), toLua(field.getValue())));
      return table;
    }
    if (node.isArray()) {
      var table = new LuaTable();
      node.forEach(element -> table.set(table.length() + 1, toLua(element)));
      return table;
    }
    if (node.isBoolean()) {
      return LuaValue.valueOf(node.asBoolean());
    }
    return node.isNumber() ? LuaValue.valueOf(node.asInt()) : LuaValue.valueOf(node.asText());
  }
}
