package io.vpcep.operator.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Lease in the API server. Each request ends within its patience, or with a {@link
 * KubernetesClientException}; it may have had its effect all the same.
 */
interface Leases {

  /** The Lease; null if there is none. */
  @Nullable Lease get(Duration patience);

  /** Makes the Lease; fails with 409 if somebody else did. */
  Lease create(Lease lease, Duration patience);

  /** Replaces the Lease; fails with 409 unless its resource version is the present one. */
  Lease replace(Lease lease, Duration patience);
}
