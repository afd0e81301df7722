package io.vpcep.operator.provisioning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** One change of a VpcEndpointConnection that a service makes. */
public sealed interface ConnectionChange {

  /** The name of the resource. */
  String name();

  /** What the API server calls it. */
  default Verb verb() {
    if (this instanceof Create) {
      return Verb.CREATE;
    }
    return this instanceof Patch ? Verb.PATCH : Verb.DELETE;
  }

  /** The kinds of changes, each of which takes a right of its own. */
  enum Verb {
    CREATE,
    PATCH,
    DELETE;

    /** The word of a right. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Creates a resource, unless there is one of its name. */
  record Create(String name, String endpointId, ConnectionManifest manifest)
      implements ConnectionChange {

    /** What is sent; made when it is needed, because a plan may have a thousand of them. */
    public ObjectNode resource() {
      return manifest.create(name, endpointId);
    }
  }

  /**
   * Changes a resource, unless somebody else has changed it since.
   *
   * @param patch a merge patch, which has the resource's UID and version
   */
  record Patch(String name, ObjectNode patch) implements ConnectionChange {}

  /** Deletes a resource, unless somebody has changed it since. */
  record Delete(String name, String uid, String resourceVersion) implements ConnectionChange {}
}
