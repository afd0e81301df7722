package io.vpcep.operator.connection;

import org.jspecify.annotations.Nullable;

/**
 * What a CSS cluster tells of a connection beyond what VPCEP does.
 *
 * @param maxSession the greatest number of sessions, a number written as text
 * @param specificationName the name of the endpoint's specification
 * @param updateEnabled whether endpoints of the cluster may be changed ({@code vpcepUpdateSwitch})
 */
public record CssDetails(
    @Nullable String maxSession,
    @Nullable String specificationName,
    @Nullable Boolean updateEnabled) {}
