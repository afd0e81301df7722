package io.vpcep.emulator.world;

/**
 * Names what lists connections.
 *
 * @param kind a VPC endpoint service or a CSS cluster
 * @param id its ID
 */
public record SourceRef(Kind kind, String id) {

  /** The two things that list connections. */
  public enum Kind {
    SERVICE,
    CLUSTER
  }

  /** A VPC endpoint service. */
  public static SourceRef service(String id) {
    return new SourceRef(Kind.SERVICE, id);
  }

  /** A CSS cluster. */
  public static SourceRef cluster(String id) {
    return new SourceRef(Kind.CLUSTER, id);
  }

  @Override
  public String toString() {
    return (kind == Kind.SERVICE ? "service " : "cluster ") + id;
  }
}
