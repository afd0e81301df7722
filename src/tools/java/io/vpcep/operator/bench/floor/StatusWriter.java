package io.vpcep.operator.bench.floor;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.bench.ApiServer;

/** Writes an event and a status, as large as the operator's, each with one request. */
final class StatusWriter {

  private static final String VERSION = "\"resourceVersion\":\"";

  private final ApiServer server;
  private final String namespace;

  StatusWriter(ApiServer server, String namespace) {
    this.server = server;
    this.namespace = namespace;
  }

  /**
   * Writes both.
   *
   * @param events false leaves out the event
   */
  void write(Target target, JsonNode connection, boolean events) {
    if (events) {
      server.send(
          "POST",
          "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events",
          event(target, connection));
    }
    var path = ApiServer.RESOURCES.formatted(namespace) + "/" + target.name() + "/status";
    target.written(version(server.send("PUT", path, status(target, connection))));
  }

  private static String version(String answer) {
    int start = answer.indexOf(VERSION) + VERSION.length();
    return answer.substring(start, answer.indexOf('"', start));
  }

  private String event(Target target, JsonNode connection) {
    var state = connection.path("status").asText();
    return """
        {"apiVersion": "events.k8s.io/v1", "kind": "Event",
         "metadata": {"name": "%1$s.%2$s%3$s", "namespace": "%4$s"},
         "eventTime": "2026-01-01T00:00:00.000000Z", "action": "Poll", "type": "Normal",
         "reportingController": "vpcep.io/floor", "reportingInstance": "floor",
         "reason": "ConnectionAccepted", "note": "The connection is %2$s.",
         "regarding": {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointConnection",
                       "namespace": "%4$s", "name": "%1$s", "uid": "%5$s",
                       "resourceVersion": "%3$s"}}
        """
        .formatted(target.name(), state, target.resourceVersion(), namespace, target.uid());
  }

  private String status(Target target, JsonNode connection) {
    return """
        {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointConnection",
         "metadata": {"name": "%1$s", "namespace": "%2$s", "resourceVersion": "%3$s"},
         "spec": {"accountRef": {"name": "bench"}, "vpcEndpointService": {"id": "%4$s"},
                  "endpointID": "%5$s"},
         "status": {"observedGeneration": 1, "sourceID": "%4$s", "state": "%6$s",
                    "endpointID": "%5$s", "markerID": %7$d, "domainID": "%8$s",
                    "createdTime": "%9$s", "updatedTime": "%10$s",
                    "conditions": [%11$s, %12$s]}}
        """
        .formatted(
            target.name(),
            namespace,
            target.resourceVersion(),
            target.service(),
            target.endpoint(),
            connection.path("status").asText(),
            connection.path("marker_id").asLong(),
            connection.path("domain_id").asText(),
            connection.path("created_at").asText(),
            connection.path("updated_at").asText(),
            condition("Ready", "Accepted"),
            condition("Synced", "Polled"));
  }

  private static String condition(String type, String reason) {
    return """
        {"type": "%s", "status": "True", "observedGeneration": 1,
         "lastTransitionTime": "2026-01-01T00:00:00Z", "reason": "%s",
         "message": "A sentence as long as the operator's own usually is."}
        """
        .formatted(type, reason);
  }
}
