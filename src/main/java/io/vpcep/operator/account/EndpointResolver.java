package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudEndpoints;

/** The clouds that the administrator configured. */
@FunctionalInterface
public interface EndpointResolver {

  /**
   * Where a cloud's services are in a region.
   *
   * @throws UnknownCloudException if no such cloud is configured, or it has no such region
   */
  CloudEndpoints find(String cloud, String region) throws UnknownCloudException;
}
