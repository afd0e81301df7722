package io.vpcep.operator.poll;

/**
 * Names who watches.
 *
 * @param kind of the resource
 * @param namespace of the resource
 * @param name of the resource
 */
public record SubscriberId(Kind kind, String namespace, String name) {

  /** Names a resource that watches one connection. */
  public static SubscriberId ofConnection(String namespace, String name) {
    return new SubscriberId(Kind.CONNECTION, namespace, name);
  }

  /** Names a resource that watches a whole source. */
  public static SubscriberId ofService(String namespace, String name) {
    return new SubscriberId(Kind.SERVICE, namespace, name);
  }

  /** Names a resource that decides on the connections of a source. */
  public static SubscriberId ofPolicy(String namespace, String name) {
    return new SubscriberId(Kind.POLICY, namespace, name);
  }

  /** What is watched. */
  public enum Kind {
    /** One connection. */
    CONNECTION,
    /** A whole source. */
    SERVICE,
    /** A whole source, whose connections are decided on. */
    POLICY
  }
}
