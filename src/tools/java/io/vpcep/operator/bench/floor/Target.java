package io.vpcep.operator.bench.floor;

import com.fasterxml.jackson.databind.JsonNode;

/** A resource whose status is written. */
final class Target {

  private final String name;
  private final String uid;
  private final String service;
  private final String endpoint;
  private volatile String resourceVersion;

  private Target(String name, String uid, String service, String endpoint, String version) {
    this.name = name;
    this.uid = uid;
    this.service = service;
    this.endpoint = endpoint;
    this.resourceVersion = version;
  }

  static Target of(JsonNode item) {
    var metadata = item.path("metadata");
    var spec = item.path("spec");
    return new Target(
        metadata.path("name").asText(),
        metadata.path("uid").asText(),
        spec.path("vpcEndpointService").path("id").asText(),
        spec.path("endpointID").asText(),
        metadata.path("resourceVersion").asText());
  }

  String name() {
    return name;
  }

  String uid() {
    return uid;
  }

  String service() {
    return service;
  }

  String endpoint() {
    return endpoint;
  }

  /** What the next write has to name. */
  String resourceVersion() {
    return resourceVersion;
  }

  void written(String version) {
    resourceVersion = version;
  }
}
