package io.vpcep.operator.leadership;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One replica's part in the election, a step at a time. Times of other hosts are compared with each
 * other and never with this host's: a Lease has run out when it was seen to stay the same for its
 * duration. The holder counts from before its request, the others from after they saw its effect,
 * so that the holder ends first.
 */
final class LeaseLock {

  private final Leases leases;
  private final String namespace;
  private final String name;
  private final String identity;
  private final LeaseTerms terms;
  private final Clock clock;
  private final LongSupplier nanoTime;

  private @Nullable Lease mine;
  private @Nullable LeaseSpec seen;
  private long seenAt;

  /** Where a step has led to. */
  sealed interface Step {

    /** This replica leads, from when the request was sent that says so. */
    record Leads(long since) implements Step {}

    /** Another replica leads; or none, and this one was not quick enough. */
    record StandsBy(@Nullable String holder) implements Step {}
  }

  /**
   * @param identity which no other process has
   * @param clock says what stands in the Lease, and nothing else
   * @param nanoTime goes on evenly
   */
  LeaseLock(
      Leases leases,
      String namespace,
      String name,
      String identity,
      LeaseTerms terms,
      Clock clock,
      LongSupplier nanoTime) {
    this.leases = leases;
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.terms = terms;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  String identity() {
    return identity;
  }

  /**
   * Takes the Lease or renews it, if it is free or this replica's.
   *
   * @param patience how long each of up to three requests may take
   * @throws KubernetesClientException if that cannot be read
   */
  Step step(Duration patience) {
    try {
      return mine == null ? claim(patience) : renewed(mine, patience);
    } catch (KubernetesClientException e) {
      if (!isConflict(e)) {
        throw e;
      }
      // Somebody was quicker, or touched the Lease without meaning the election by it.
      mine = null;
      return claimOnceMore(patience);
    }
  }

  private Step claimOnceMore(Duration patience) {
    try {
      return claim(patience);
    } catch (KubernetesClientException e) {
      if (!isConflict(e) || e.getCode() == HTTP_NOT_FOUND) {
        throw e;
      }
      return new Step.StandsBy(null);
    }
  }

  private Step claim(Duration patience) {
    var lease = leases.get(patience);
    long now = nanoTime.getAsLong();
    if (lease == null) {
      return leads(leases.create(claimed(null), patience), now);
    }
    var spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
    observe(spec, now);
    return isFree(spec, now)
        ? renewed(lease, patience)
        : new Step.StandsBy(spec.getHolderIdentity());
  }

  private Step renewed(Lease lease, Duration patience) {
    long now = nanoTime.getAsLong();
    return leads(leases.replace(claimed(lease), patience), now);
  }

  private Step leads(Lease lease, long since) {
    mine = lease;
    return new Step.Leads(since);
  }

  /** How long to wait for the present holder, if it is not heard of; zero if there is none. */
  Duration untilFree() {
    return seen == null || hasNoHolder(seen)
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, seenAt + durationOf(seen).toNanos() - nanoTime.getAsLong()));
  }

  /**
   * Releases the Lease if this replica holds it.
   *
   * @return whether it did
   * @throws KubernetesClientException if it could not; the others then wait for it to run out
   */
  boolean release(Duration patience) {
    mine = null;
    var lease = leases.get(patience);
    if (lease == null || !identity.equals(lease.getSpec().getHolderIdentity())) {
      return false;
    }
    leases.replace(
        new LeaseBuilder(lease).editSpec().withHolderIdentity(null).endSpec().build(), patience);
    return true;
  }

  private Lease claimed(@Nullable Lease before) {
    var now = ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    var old = before == null ? null : before.getSpec();
    boolean isSame = old != null && identity.equals(old.getHolderIdentity());
    int transitions =
        old == null
            ? 0
            : Objects.requireNonNullElse(old.getLeaseTransitions(), 0) + (isSame ? 0 : 1);
    var lease = before == null ? new LeaseBuilder() : new LeaseBuilder(before);
    return lease
        .editOrNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(identity)
        .withLeaseDurationSeconds(Math.toIntExact(terms.leaseDuration().toSeconds()))
        .withAcquireTime(isSame && old != null ? old.getAcquireTime() : now)
        .withRenewTime(now)
        .withLeaseTransitions(transitions)
        .endSpec()
        .build();
  }

  private void observe(LeaseSpec spec, long now) {
    if (!spec.equals(seen)) {
      seen = spec;
      seenAt = now;
    }
  }

  private boolean isFree(LeaseSpec spec, long now) {
    return hasNoHolder(spec)
        || identity.equals(spec.getHolderIdentity())
        || now - seenAt >= durationOf(spec).toNanos();
  }

  private static boolean hasNoHolder(LeaseSpec spec) {
    return spec.getHolderIdentity() == null || spec.getHolderIdentity().isEmpty();
  }

  private Duration durationOf(LeaseSpec spec) {
    var seconds = spec.getLeaseDurationSeconds();
    return seconds == null ? terms.leaseDuration() : Duration.ofSeconds(seconds);
  }

  private static boolean isConflict(KubernetesClientException e) {
    return e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND;
  }
}
