package io.vpcep.operator.leadership;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Lease in memory, under resource versions as the API server has it. */
final class SharedLease implements Leases {

  private @Nullable Lease lease;
  private int version;
  private boolean silent;

  /** Whether every request fails, as if nobody answered. */
  void silent(boolean is) {
    silent = is;
  }

  /** Somebody who means nothing by it changes the Lease. */
  void touch() {
    keep(Objects.requireNonNull(lease));
  }

  void delete() {
    lease = null;
  }

  @Nullable String holder() {
    return Objects.requireNonNull(lease).getSpec().getHolderIdentity();
  }

  int transitions() {
    return Objects.requireNonNull(lease).getSpec().getLeaseTransitions();
  }

  @Override
  public @Nullable Lease get(Duration patience) {
    answer();
    return lease;
  }

  @Override
  public Lease create(Lease fresh, Duration patience) {
    answer();
    refuseIf(lease != null, 409);
    return keep(fresh);
  }

  @Override
  public Lease replace(Lease fresh, Duration patience) {
    answer();
    refuseIf(lease == null, 404);
    refuseIf(!Integer.toString(version).equals(fresh.getMetadata().getResourceVersion()), 409);
    return keep(fresh);
  }

  private void answer() {
    if (silent) {
      throw new KubernetesClientException("nobody answers");
    }
  }

  private Lease keep(Lease fresh) {
    version++;
    var kept =
        new LeaseBuilder(fresh)
            .editMetadata()
            .withResourceVersion(Integer.toString(version))
            .endMetadata()
            .build();
    lease = kept;
    return kept;
  }

  private static void refuseIf(boolean refused, int code) {
    if (refused) {
      throw new KubernetesClientException(new StatusBuilder().withCode(code).build());
    }
  }
}
