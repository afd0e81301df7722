package io.vpcep.operator.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Something that the operator has to be allowed to do.
 *
 * @param verb as in a role
 * @param group of the API; empty for the core
 * @param resource in the plural, as in a role
 * @param subresource of the resource; empty for the resource itself
 * @param namespace in which; null for all
 * @param name of the only object that it is about; null for any
 */
record Permission(
    String verb,
    String group,
    String resource,
    String subresource,
    @Nullable String namespace,
    @Nullable String name) {

  boolean isOfSecrets() {
    return group.isEmpty() && resource.equals("secrets");
  }

  /**
   * Whether a request that was refused may have needed it.
   *
   * @param path of the request
   */
  boolean isConcernedBy(String path) {
    return (path + "/").contains("/" + resource + "/")
        && (namespace == null || path.contains("/namespaces/" + namespace + "/"));
  }

  /** As it would be asked for in a role: {@code update cloudaccounts.vpcep.io/status in …}. */
  @Override
  public String toString() {
    return verb
        + " "
        + resource
        + (group.isEmpty() ? "" : "." + group)
        + (subresource.isEmpty() ? "" : "/" + subresource)
        + (name == null ? "" : " " + name)
        + (namespace == null ? " in all namespaces" : " in namespace " + namespace);
  }
}
