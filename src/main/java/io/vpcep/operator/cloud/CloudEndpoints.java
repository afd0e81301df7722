package io.vpcep.operator.cloud;

import okhttp3.HttpUrl;

/**
 * Where the services of one cloud are, in one region.
 *
 * @param cloud the profile's name, for metrics
 * @param region the region's name
 * @param iam base URL of the identity service, without a version
 * @param vpcep base URL of the VPC endpoint service, without a version
 * @param css base URL of the search service, without a version
 */
public record CloudEndpoints(
    String cloud, String region, HttpUrl iam, HttpUrl vpcep, HttpUrl css) {}
