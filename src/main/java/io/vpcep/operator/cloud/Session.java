package io.vpcep.operator.cloud;

import io.vpcep.operator.cloud.auth.Authenticator;

/**
 * What it takes to call a cloud as one account.
 *
 * @param endpoints where to
 * @param projectId whose sources are listed
 * @param authenticator proves who we are
 */
public record Session(CloudEndpoints endpoints, String projectId, Authenticator authenticator) {}
