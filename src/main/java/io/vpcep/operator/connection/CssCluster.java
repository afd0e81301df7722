package io.vpcep.operator.connection;

import org.jspecify.annotations.Nullable;

/**
 * What the list of a CSS cluster tells of the cluster itself. Old versions of the API leave out the
 * name of the service.
 *
 * @param serviceName the name of the cluster's endpoint service ({@code vpcServiceName})
 * @param updateEnabled whether endpoints of the cluster may be changed ({@code vpcepUpdateSwitch})
 */
public record CssCluster(@Nullable String serviceName, @Nullable Boolean updateEnabled) {

  /** What is known of a cluster that tells nothing. */
  public static final CssCluster UNKNOWN = new CssCluster(null, null);
}
