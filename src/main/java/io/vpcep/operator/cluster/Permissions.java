package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator is allowed to do, asked of the API server: at the start, when it was refused
 * something, and again and again while something is missing.
 */
public final class Permissions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** Where one request is refused, others are: they are asked about together. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  /** Refusals that no right would spare, such as of one Secret, are no reason to ask for ever. */
  private static final Duration REST = Duration.ofSeconds(10);

  /** What is allowed in all namespaces is allowed in this one. */
  private static final String ANY_NAMESPACE = "default";

  private final KubernetesClient client;
  private final Needs needs;
  private final Scheduler scheduler;
  private final Executor pool;
  private final MonotonicClock clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile Review latest;
  private volatile Set<String> watched = Set.of();
  private @Nullable Consumer<Set<String>> follower;
  private boolean planned;
  private volatile MonotonicTime reviewedAt = MonotonicTime.MIN;

  /** Nothing was asked yet. */
  public Permissions(
      KubernetesClient client,
      Needs needs,
      Scheduler scheduler,
      Executor pool,
      MonotonicClock clock) {
    this.client = client;
    this.needs = needs;
    this.scheduler = scheduler;
    this.pool = pool;
    this.clock = clock;
    this.latest = new Review(needs, Set.of());
  }

  /**
   * Waits until there is something that may be watched.
   *
   * @return the namespaces to watch; empty for all
   * @throws IllegalStateException if this is closed meanwhile
   */
  public Set<String> awaitWatchable() {
    try {
      review();
      while (!latest.canWatch()) {
        if (closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("stopped before anything could be watched");
        }
        review();
      }
      watched = latest.watchable();
      watched.forEach(this::warnIfAbsent);
      return watched;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before anything could be watched", e);
    }
  }

  /**
   * Goes on asking from now on, as long as anything is missing.
   *
   * @param changed told of all namespaces to watch, when there are more
   */
  public synchronized void follow(Consumer<Set<String>> changed) {
    follower = changed;
    plan(AGAIN);
  }

  /** The API server has refused a request. */
  public synchronized void refused() {
    if (follower != null) {
      var rested = clock.now().until(reviewedAt.plus(REST));
      planOnce(rested.compareTo(AFTER_REFUSAL) > 0 ? rested : AFTER_REFUSAL);
    }
  }

  /** What has to be mended, in one line; empty if nothing. */
  public String trouble() {
    return latest.sentence();
  }

  private synchronized void plan(Duration pause) {
    if (!latest.missing().isEmpty()) {
      planOnce(pause);
    }
  }

  private void planOnce(Duration pause) {
    if (!planned) {
      planned = true;
      scheduler.at(clock.now().plus(pause), () -> pool.execute(this::reviewAgain));
    }
  }

  private void reviewAgain() {
    Consumer<Set<String>> told;
    synchronized (this) {
      planned = false;
      told = follower;
    }
    review();
    var wider = new TreeSet<>(watched);
    if (wider.addAll(latest.watchable()) && told != null) {
      watched = wider;
      told.accept(wider);
    }
    plan(AGAIN);
  }

  private void review() {
    try {
      var missing =
          needs.all().stream()
              .filter(right -> !isAllowed(right))
              .collect(Collectors.toUnmodifiableSet());
      take(new Review(needs, missing));
      reviewedAt = clock.now();
    } catch (KubernetesClientException e) {
      // What was known before holds until something better is.
      LOG.warn("the API server does not say what is allowed: {}", e.getMessage());
    }
  }

  private void take(Review review) {
    var before = latest;
    latest = review;
    var trouble = review.sentence();
    if (!trouble.equals(before.sentence())) {
      if (trouble.isEmpty()) {
        LOG.info("everything that is needed is allowed again");
      } else {
        LOG.warn("{}", trouble);
      }
    }
    var known = before.closed();
    review.closed().stream()
        .filter(namespace -> !known.contains(namespace))
        .forEach(
            namespace ->
                LOG.warn(
                    "namespace {} does not exist, or nothing is allowed in it: it is not watched",
                    namespace));
    known.stream()
        .filter(namespace -> !review.closed().contains(namespace))
        .forEach(namespace -> LOG.info("namespace {} is watched now", namespace));
  }

  /** Who may list resources in all namespaces may do so in one that does not exist. */
  private void warnIfAbsent(String namespace) {
    try {
      if (isAllowed(new Right("get", "", "namespaces", "", namespace, namespace))
          && client.namespaces().withName(namespace).get() == null) {
        LOG.warn("namespace {} does not exist: it is watched from when it does", namespace);
      }
    } catch (KubernetesClientException e) {
      LOG.debug("namespace {} cannot be looked at", namespace, e);
    }
  }

  private boolean isAllowed(Right right) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .withSubresource(right.subresource())
            .withNamespace(right.namespace())
            .withName(right.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview answer = client.resource(review).create();
    return (answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed()))
        || (right.isOfSecrets() && isAllowedByName(right));
  }

  /** A role may name the Secrets: which of them are needed, the resources say. */
  private boolean isAllowedByName(Right right) {
    var review =
        new SelfSubjectRulesReviewBuilder()
            .withNewSpec()
            .withNamespace(right.namespace() == null ? ANY_NAMESPACE : right.namespace())
            .endSpec()
            .build();
    var answer = client.resource(review).create();
    return answer.getStatus() != null
        && answer.getStatus().getResourceRules().stream()
            .filter(rule -> rule.getResources().contains(right.resource()))
            .filter(rule -> rule.getApiGroups().contains(right.group()))
            .anyMatch(rule -> rule.getVerbs().contains(right.verb()));
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
