package io.vpcep.operator.made;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One change of a VpcEndpointConnection that a service makes. */
public sealed interface ConnectionChange {

  /** The name of the resource. */
  String name();

  /** Creates a resource, unless there is one of its name. */
  record Create(String name, ObjectNode resource) implements ConnectionChange {}

  /**
   * Changes a resource, unless somebody else has changed it since.
   *
   * @param patch a merge patch, which has the resource's UID and version
   */
  record Patch(String name, ObjectNode patch) implements ConnectionChange {}

  /** Deletes a resource, unless somebody has changed it since. */
  record Delete(String name, String uid, String resourceVersion) implements ConnectionChange {}
}
