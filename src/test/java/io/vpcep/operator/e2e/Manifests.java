package io.vpcep.operator.e2e;

import io.vpcep.emulator.world.SourceRef;

/** The manifests of our kinds as YAML. */
final class Manifests {

  private Manifests() {}

  static String manifest(String kind, String name, String spec) {
    return """
        apiVersion: vpcep.io/v1alpha1
        kind: %s
        metadata: {name: %s}
        spec: %s
        """
        .formatted(kind, name, spec);
  }

  /**
   * The spec of a VpcEndpointConnection.
   *
   * @param more of it, for example {@code pollInterval: 1h}; may be empty
   */
  static String spec(String account, SourceRef source, String endpoint, String more) {
    return "{accountRef: {name: %s}, %s: {id: %s}, endpointID: %s%s}"
        .formatted(account, field(source), source.id(), endpoint, rest(more));
  }

  /**
   * The spec of what watches a whole source.
   *
   * @param more of it, for example {@code pollInterval: 1h}; may be empty
   */
  static String specOfAll(String account, SourceRef source, String more) {
    return "{accountRef: {name: %s}, %s: {id: %s}%s}"
        .formatted(account, field(source), source.id(), rest(more));
  }

  private static String field(SourceRef source) {
    return source.kind() == SourceRef.Kind.SERVICE ? "vpcEndpointService" : "cssCluster";
  }

  private static String rest(String more) {
    return more.isEmpty() ? "" : ", " + more;
  }
}
