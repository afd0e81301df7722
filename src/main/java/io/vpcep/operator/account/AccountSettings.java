package io.vpcep.operator.account;

import org.jspecify.annotations.Nullable;

/**
 * What a CloudAccount asks for.
 *
 * @param cloud a configured profile's name
 * @param region the region's ID
 * @param projectId whose sources are read; null to have it looked up
 * @param secretName the Secret in the account's namespace
 */
public record AccountSettings(
    String cloud, String region, @Nullable String projectId, String secretName) {}
