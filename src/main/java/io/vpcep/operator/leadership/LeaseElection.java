package io.vpcep.operator.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.leadership.LeaseLock.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The election of a leader by a Lease of {@code coordination.k8s.io}, in a thread of its own. */
public final class LeaseElection implements Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseElection.class);

  /** So that what is awaited to run out has done so. */
  private static final Duration MOMENT = Duration.ofMillis(20);

  private static final Duration FOR_RELEASE = Duration.ofSeconds(1);

  private final LeaseLock leaseLock;
  private final String lease;
  private final LeaseTerms terms;
  private final LongSupplier nanoTime;
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile @Nullable Thread thread;
  private volatile boolean leads;
  private volatile long heldUntil;
  private @Nullable String reported;
  private Runnable gained = () -> {};
  private Runnable lost = () -> {};

  LeaseElection(LeaseLock leaseLock, String lease, LeaseTerms terms, LongSupplier nanoTime) {
    this.leaseLock = leaseLock;
    this.lease = lease;
    this.terms = terms;
    this.nanoTime = nanoTime;
  }

  /**
   * An election that has not begun.
   *
   * @param instance names this replica; what follows it in the Lease makes it unlike any other
   */
  public static LeaseElection of(
      KubernetesClient client,
      String namespace,
      String name,
      String instance,
      LeaseTerms terms,
      Clock clock) {
    var identity = instance + "_" + UUID.randomUUID();
    LongSupplier nanoTime = System::nanoTime;
    var leaseLock =
        new LeaseLock(
            new ApiServerLeases(client, namespace, name),
            namespace,
            name,
            identity,
            terms,
            clock,
            nanoTime);
    return new LeaseElection(leaseLock, namespace + "/" + name, terms, nanoTime);
  }

  @Override
  public boolean isHeld() {
    return leads && heldUntil - nanoTime.getAsLong() > 0;
  }

  @Override
  public void begin(Runnable gained, Runnable lost) {
    this.gained = gained;
    this.lost = lost;
    var election = new Thread(this::run, "election");
    election.setDaemon(true);
    thread = election;
    election.start();
  }

  @Override
  public void close() {
    closing.countDown();
    leads = false;
    var election = thread;
    if (election == null) {
      return;
    }
    try {
      // It may be about to renew, which would undo the release.
      election.join(FOR_RELEASE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      if (leaseLock.release(FOR_RELEASE)) {
        LOG.info("released the lease {}", lease);
      }
    } catch (RuntimeException e) {
      LOG.warn("cannot release the lease {}, which will expire: {}", lease, reason(e));
    }
  }

  private void run() {
    try {
      boolean goesOn = closing.getCount() > 0 && step();
      while (goesOn && !closing.await(pause().toNanos(), TimeUnit.NANOSECONDS)) {
        goesOn = step();
      }
    } catch (InterruptedException e) {
      LOG.debug("the election ends", e);
    }
  }

  private Duration pause() {
    if (leads) {
      return shorter(terms.retryPeriod(), untilDeadline());
    }
    var free = leaseLock.untilFree();
    return free.isZero() ? terms.retryPeriod() : shorter(terms.retryPeriod(), free.plus(MOMENT));
  }

  /** Returns whether another step is to follow. */
  private boolean step() {
    try {
      var step = leaseLock.step(patience());
      if (step instanceof Step.Leads now) {
        leads(now.since());
        return true;
      }
      var holder = ((Step.StandsBy) step).holder();
      if (leads) {
        return lose("it is held by " + holder);
      }
      report("standing by: the lease %s is held by %s".formatted(lease, holder), false);
    } catch (RuntimeException e) {
      // Whatever it is: a leader that stopped trying would neither lead nor end.
      if (closing.getCount() > 0) {
        var what = leads ? "renew" : "acquire";
        report("cannot %s the lease %s: %s".formatted(what, lease, reason(e)), true);
      }
    }
    return !leads || isHeld() || lose("it was not renewed in time");
  }

  private Duration patience() {
    return leads
        ? shorter(terms.renewDeadline().dividedBy(2), untilDeadline())
        : terms.renewDeadline();
  }

  private void leads(long since) {
    boolean lapsed = leads && !isHeld();
    heldUntil = since + terms.renewDeadline().toNanos();
    if (!leads && closing.getCount() > 0) {
      report("leading: acquired the lease %s as %s".formatted(lease, leaseLock.identity()), false);
      leads = true;
      gained.run();
      return;
    }
    reported = "";
    if (lapsed && isHeld()) {
      // What was due meanwhile was left undone.
      gained.run();
    }
  }

  private boolean lose(String why) {
    leads = false;
    LOG.error("lost the lease {}: {}", lease, why);
    lost.run();
    return false;
  }

  private Duration untilDeadline() {
    return Duration.ofNanos(Math.max(0, heldUntil - nanoTime.getAsLong()));
  }

  /** Says it unless it is what was said last. */
  private void report(String what, boolean isWarning) {
    if (!what.equals(reported)) {
      reported = what;
      if (isWarning) {
        LOG.warn("{}", what);
      } else {
        LOG.info("{}", what);
      }
    }
  }

  private static String reason(RuntimeException e) {
    var status = e instanceof KubernetesClientException refused ? refused.getStatus() : null;
    if (status != null && status.getMessage() != null) {
      return status.getMessage();
    }
    var cause = Objects.requireNonNullElse(e.getCause(), e);
    return Objects.requireNonNullElseGet(cause.getMessage(), cause::toString);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
