package io.vpcep.operator.bench.floor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.bench.ApiServer;
import java.io.UncheckedIOException;

/** Creates resources, as large as those that the operator makes, each with one request. */
final class ConnectionCreator {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiServer server;
  private final String namespace;

  ConnectionCreator(ApiServer server, String namespace) {
    this.server = server;
    this.namespace = namespace;
  }

  /** Creates the resource of a connection; returns what its status needs. */
  Target create(String service, String endpoint) {
    var path = ApiServer.RESOURCES.formatted(namespace);
    var answer = server.send("POST", path, resource(service, endpoint));
    try {
      return Target.of(JSON.readTree(answer));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The owner's UID is of the right length, and nobody's: nothing collects garbage here. */
  private String resource(String service, String endpoint) {
    return """
        {"apiVersion": "vpcep.io/v1alpha1", "kind": "VpcEndpointConnection",
         "metadata": {"name": "c-%3$s", "namespace": "%1$s",
                      "labels": {"vpcep.io/service": "%2$s"},
                      "annotations": {"vpcep.io/applied": "%4$s"},
                      "ownerReferences": [{"apiVersion": "vpcep.io/v1alpha1",
                        "kind": "VpcEndpointService", "name": "%2$s", "controller": true,
                        "uid": "00000000-0000-4000-8000-000000000000"}]},
         "spec": {"accountRef": {"name": "bench"}, "vpcEndpointService": {"id": "%2$s"},
                  "endpointID": "%3$s"}}
        """
        .formatted(namespace, service, endpoint, applied(endpoint));
  }

  private static String applied(String endpoint) {
    return """
        {"name":"c-%1$s","endpointID":"%1$s","labels":[],"annotations":[],"spec":[]}"""
        .formatted(endpoint)
        .replace("\"", "\\\"");
  }
}
