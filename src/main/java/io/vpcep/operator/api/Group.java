package io.vpcep.operator.api;

/** The names that every kind shares. */
public final class Group {

  /** The API group. */
  public static final String NAME = "vpcep.io";

  /** The only version so far. */
  public static final String VERSION = "v1alpha1";

  /** The category of every kind: {@code kubectl get vpcep}. */
  public static final String CATEGORY = "vpcep";

  /** Any new value of this annotation on a VpcEndpointConnection asks for a sweep now. */
  public static final String REQUESTED_AT = NAME + "/requested-at";

  /** The annotation of an event that says which transition it recorded last. */
  public static final String TRANSITION = NAME + "/transition";

  /** With the value true, as a label or annotation, a made resource is its user's from then on. */
  public static final String UNMANAGED = NAME + "/unmanaged";

  /** The label of a VpcEndpointConnection that names the VpcEndpointService that made it. */
  public static final String MADE_BY = NAME + "/service";

  /** The annotation of a made resource that says what of it the operator has set. */
  public static final String APPLIED = NAME + "/applied";

  /** The annotation of a made resource that says since when its connection is gone. */
  public static final String GONE_SINCE = NAME + "/gone-since";

  private Group() {}
}
