package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudEndpoints;
import java.util.Optional;
import java.util.SortedSet;

/** The clouds that the administrator configured. */
public interface CloudDirectory {

  /** Where a cloud's services are in a region; empty if no such cloud is configured. */
  Optional<CloudEndpoints> find(String cloud, String region);

  /** The names of all configured clouds. */
  SortedSet<String> names();
}
