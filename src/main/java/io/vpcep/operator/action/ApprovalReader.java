package io.vpcep.operator.action;

import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.LogFields;
import io.vpcep.operator.poll.SourceGate;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads now and then whether new connections of a policy's service wait for acceptance at all. The
 * account may lack the right to read that: then it is not known, and nothing else follows.
 */
public final class ApprovalReader {

  /** How often it is read. */
  static final Duration INTERVAL = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ApprovalReader.class);

  private final Function<Source.Kind, SourceClient> clients;
  private final AccountAccess access;
  private final SourceGate gate;
  private final MonotonicClock clock;
  private final Consumer<PolicyVersion> news;
  private final Map<String, Known> byPolicy = new ConcurrentHashMap<>();

  /**
   * What is known.
   *
   * @param source of which it is known: the policy may name another account by now
   * @param readAt when it was read last, or tried to be
   */
  private record Known(SourceKey source, Approval approval, MonotonicTime readAt) {}

  /**
   * A reader that has read nothing.
   *
   * @param news notified of a policy for whose service something is new
   */
  public ApprovalReader(
      Function<Source.Kind, SourceClient> clients,
      AccountAccess access,
      SourceGate gate,
      MonotonicClock clock,
      Consumer<PolicyVersion> news) {
    this.clients = clients;
    this.access = access;
    this.gate = gate;
    this.clock = clock;
    this.news = news;
  }

  /** What is known; has it read soon in another thread if that was some time ago. */
  public Approval of(PolicyVersion policy, SourceKey source) {
    var now = clock.now();
    var known = known(policy, source);
    if (known != null && now.isBefore(known.readAt.plus(INTERVAL))) {
      return known.approval;
    }
    var approval = known == null ? Approval.UNKNOWN : known.approval;
    byPolicy.put(policy.uid(), new Known(source, approval, now));
    if (gate.admits(source)) {
      gate.execute(source, () -> read(policy, source));
    }
    return approval;
  }

  private void read(PolicyVersion policy, SourceKey source) {
    var client = clients.apply(source.source().kind());
    try {
      var found =
          access.call(
              source.account(),
              client.api(),
              Priority.NORMAL,
              session -> client.approval(session, source.source().id()));
      learn(policy, source, found);
    } catch (CloudException e) {
      LogFields.of(LOG.atDebug(), source)
          .log("cannot read whether connections wait for acceptance: {}", e.failure().message());
    }
  }

  private void learn(PolicyVersion policy, SourceKey source, Approval found) {
    var before = known(policy, source);
    if (before != null && before.approval != found) {
      byPolicy.replace(policy.uid(), before, new Known(source, found, before.readAt));
      news.accept(policy);
    }
  }

  private @Nullable Known known(PolicyVersion policy, SourceKey source) {
    var known = byPolicy.get(policy.uid());
    return known != null && known.source.equals(source) ? known : null;
  }

  /** The policy with this UID is gone. */
  public void forget(String uid) {
    byPolicy.remove(uid);
  }
}
