package io.vpcep.emulator.world;

import org.jspecify.annotations.Nullable;

/**
 * What only the CSS list tells of a connection.
 *
 * @param maxSession how many sessions it may have; a string in the API
 * @param specificationName the endpoint's specification
 * @param vpcepIp only in newer documents; left out when null
 * @param vpcepIpv6Address only in newer documents; left out when null
 * @param vpcepDnsName only in newer documents; left out when null
 */
public record CssFields(
    String maxSession,
    String specificationName,
    @Nullable String vpcepIp,
    @Nullable String vpcepIpv6Address,
    @Nullable String vpcepDnsName) {

  /** What the documents' example has. */
  public static final CssFields DEFAULT = new CssFields("3000", "default", null, null, null);
}
