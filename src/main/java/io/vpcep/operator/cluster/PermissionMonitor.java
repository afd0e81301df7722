package io.vpcep.operator.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the operator is allowed to do, asked of the API server: at the start, then as {@link
 * AccessReviewSchedule} says. One review runs at a time.
 */
public final class PermissionMonitor implements AutoCloseable {

  /** How long a namespace that could not be watched waits at most. */
  private static final Duration TO_WATCH_AGAIN = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(PermissionMonitor.class);

  private final KubernetesClient client;
  private final AccessReviewer reviewer;
  private final RequiredPermissions needs;
  private final Scheduler scheduler;
  private final Executor pool;
  private final MonotonicClock clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile AccessReview latest;

  @GuardedBy("this")
  private Set<String> watched = Set.of();

  private @Nullable Consumer<Set<String>> follower;
  private AccessReviewSchedule schedule;
  private boolean running;
  private Scheduler.@Nullable Entry planned;

  /** Nothing was asked yet. */
  public PermissionMonitor(
      KubernetesClient client,
      RequiredPermissions needs,
      Scheduler scheduler,
      Executor pool,
      MonotonicClock clock) {
    this.client = client;
    this.reviewer = new AccessReviewer(client);
    this.needs = needs;
    this.scheduler = scheduler;
    this.pool = pool;
    this.clock = clock;
    this.latest = new AccessReview(needs, Set.of());
    this.schedule = new AccessReviewSchedule(needs, clock.now());
  }

  /**
   * Waits until there is something that may be watched.
   *
   * @throws IllegalStateException if this is closed meanwhile
   */
  public void awaitWatchable() {
    try {
      take(latest.with(ask(needs.all())));
      schedule = new AccessReviewSchedule(needs, clock.now());
      while (!latest.canWatch()) {
        var pause = clock.now().until(schedule.next(latest));
        if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new IllegalStateException("stopped before anything could be watched");
        }
        review();
      }
      latest.watchable().forEach(this::warnIfAbsent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before anything could be watched", e);
    }
  }

  /**
   * The namespaces to watch from now on, instead of those before; none for all.
   *
   * @throws IllegalStateException if nothing may be watched
   */
  public synchronized Set<String> namespacesToWatch() {
    if (!latest.canWatch()) {
      throw new IllegalStateException(latest.sentence());
    }
    watched = latest.watchable();
    return watched;
  }

  /**
   * Goes on asking from now on.
   *
   * @param changed told of all namespaces to watch, when there are more; told again within a minute
   *     if it fails
   */
  public synchronized void follow(Consumer<Set<String>> changed) {
    follower = changed;
    plan();
  }

  /**
   * The API server has refused a request.
   *
   * @param path of the request
   */
  public synchronized void refused(String path) {
    schedule.refused(path, latest, clock.now());
    plan();
  }

  /** What has to be mended, in one line; empty if nothing. */
  public String notReadyReason() {
    return latest.sentence();
  }

  private synchronized void plan() {
    if (running || follower == null) {
      return;
    }
    if (planned != null) {
      planned.cancel();
    }
    planned = scheduler.at(next(), () -> pool.execute(this::run));
  }

  @GuardedBy("this")
  private MonotonicTime next() {
    var next = schedule.next(latest);
    return watched.containsAll(latest.watchable())
        ? next
        : MonotonicTime.earlier(next, clock.now().plus(TO_WATCH_AGAIN));
  }

  private void run() {
    if (!begin()) {
      return;
    }
    try {
      review();
      widen();
    } catch (RuntimeException e) {
      LOG.error("cannot review the permissions, retrying", e);
    } finally {
      end();
    }
  }

  private synchronized boolean begin() {
    boolean first = !running;
    running = true;
    return first;
  }

  private synchronized void end() {
    running = false;
    plan();
  }

  private void widen() {
    Set<String> before;
    Consumer<Set<String>> told;
    synchronized (this) {
      before = watched;
      told = follower;
    }
    var wider = new TreeSet<>(before);
    if (wider.addAll(latest.watchable()) && told != null) {
      told.accept(wider);
      widened(before, wider);
    }
  }

  /** Unless others are watched meanwhile, which the next review widens. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized void widened(Set<String> before, Set<String> now) {
    if (watched == before) {
      watched = now;
    }
  }

  private void review() {
    var before = latest;
    take(before.with(ask(due())));
    if (!latest.missing().equals(before.missing())) {
      changed();
    }
  }

  private synchronized Set<Permission> due() {
    return schedule.due(latest, clock.now());
  }

  private synchronized void changed() {
    schedule.changed(clock.now());
  }

  /** What the API server says of these, and of the rest of a namespace that was closed. */
  private Map<Permission, Boolean> ask(Collection<Permission> rights) {
    var closed = latest.closed();
    var results = new LinkedHashMap<Permission, Boolean>();
    var questions = new ArrayDeque<>(rights);
    try {
      while (!questions.isEmpty()) {
        var right = questions.remove();
        boolean allowed = results.computeIfAbsent(right, reviewer::isAllowed);
        if (allowed && right.namespace() != null && closed.remove(right.namespace())) {
          questions.addAll(needs.in(right.namespace()));
        }
      }
    } catch (KubernetesClientException e) {
      // What was known before holds until something better is.
      LOG.warn("cannot review the permissions at the API server: {}", ForbiddenInterceptor.said(e));
    }
    return results;
  }

  private void take(AccessReview review) {
    var before = latest;
    latest = review;
    var trouble = review.sentence();
    if (!trouble.equals(before.sentence())) {
      if (trouble.isEmpty()) {
        LOG.info("all required permissions are granted");
      } else {
        LOG.warn("{}", trouble);
      }
    }
    var known = before.closed();
    review.closed().stream()
        .filter(namespace -> !known.contains(namespace))
        .forEach(
            namespace ->
                in(LOG.atWarn(), namespace)
                    .log(
                        "not watching the namespace: it does not exist, or the operator has no"
                            + " permissions in it"));
    known.stream()
        .filter(namespace -> !review.closed().contains(namespace))
        .forEach(namespace -> in(LOG.atInfo(), namespace).log("watching the namespace"));
  }

  /** A user that can list resources in all namespaces can do so in one that does not exist. */
  private void warnIfAbsent(String namespace) {
    try {
      if (reviewer.isAllowed(new Permission("get", "", "namespaces", "", namespace, namespace))
          && client.namespaces().withName(namespace).get() == null) {
        in(LOG.atWarn(), namespace)
            .log("the namespace does not exist: watching it as soon as it does");
      }
    } catch (KubernetesClientException e) {
      in(LOG.atDebug(), namespace).setCause(e).log("cannot read the namespace");
    }
  }

  private static LoggingEventBuilder in(LoggingEventBuilder line, String namespace) {
    return line.addKeyValue("namespace", namespace);
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
