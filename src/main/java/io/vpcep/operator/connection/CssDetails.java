package io.vpcep.operator.connection;

import org.jspecify.annotations.Nullable;

/**
 * What a CSS cluster tells of a connection beyond what VPCEP does. Old versions of the API leave
 * out the addresses.
 *
 * @param maxSession the greatest number of sessions, a number written as text
 * @param specificationName the name of the endpoint's specification
 * @param ip the endpoint's IPv4 address ({@code vpcepIp})
 * @param ipv6Address the endpoint's IPv6 address ({@code vpcepIpv6Address})
 * @param dnsName the endpoint's private domain name ({@code vpcepDnsName})
 * @param cluster what is true of the whole cluster; one object for all connections of a page
 */
public record CssDetails(
    @Nullable String maxSession,
    @Nullable String specificationName,
    @Nullable String ip,
    @Nullable String ipv6Address,
    @Nullable String dnsName,
    CssCluster cluster) {

  /** The same of a connection of this cluster. */
  public CssDetails in(CssCluster other) {
    return new CssDetails(maxSession, specificationName, ip, ipv6Address, dnsName, other);
  }
}
