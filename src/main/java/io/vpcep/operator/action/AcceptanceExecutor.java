package io.vpcep.operator.action;

import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.LogFields;
import io.vpcep.operator.poll.SourceGate;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what policies decided, one connection in a request. Just before, the policy is read
 * from the API server and the connection from the cloud: if either is not as it was decided,
 * nothing is requested. Just before the request itself, the lease is asked for, and whether the
 * policy still asks for the action.
 */
public final class AcceptanceExecutor {

  /** How old the look at the connection may be when the request is made. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /**
   * So many actions of a source wait or run at a time, so that an API that does not respond leaves
   * the others alone. Further ones are asked for again later.
   */
  static final int MAX_UNDER_WAY = 20;

  private static final Logger LOG = LoggerFactory.getLogger(AcceptanceExecutor.class);

  private final ActionExecutor executor;
  private final Function<Source.Kind, SourceClient> clients;
  private final Edges edges;
  private final MonotonicClock clock;
  private final ActionReportBook reports;
  private final Consumer<PolicyVersion> news;
  private final Set<CloudAction> underWay = ConcurrentHashMap.newKeySet();

  /**
   * What it goes by.
   *
   * @param access to accounts
   * @param gate to the threads and the circuit breaker of the sweeps
   * @param policies reads them from the API server
   * @param isEnabled whether the operator may accept and reject at all
   */
  public record Edges(
      AccountAccess access, SourceGate gate, PolicyReader policies, BooleanSupplier isEnabled) {}

  /**
   * An executor with nothing to do.
   *
   * @param executor makes the requests
   * @param reports takes down the end of each action
   * @param news notified of the policy of each report
   */
  public AcceptanceExecutor(
      ActionExecutor executor,
      Function<Source.Kind, SourceClient> clients,
      Edges edges,
      MonotonicClock clock,
      ActionReportBook reports,
      Consumer<PolicyVersion> news) {
    this.executor = executor;
    this.clients = clients;
    this.edges = edges;
    this.clock = clock;
    this.reports = reports;
    this.news = news;
  }

  /**
   * Has an action carried out soon in another thread, unless it or too much of its source is under
   * way, or it has ended since it was decided to request it.
   */
  public void submit(PlannedAction planned) {
    var action = planned.action();
    if (hasRoom(action.source()) && underWay.add(action)) {
      boolean isBegun = false;
      try {
        // Asked after the action is marked: while it was, its report may have come.
        if (!reports.has(planned)) {
          edges.gate().execute(action.source(), () -> run(planned));
          isBegun = true;
        }
      } finally {
        if (!isBegun) {
          underWay.remove(action);
        }
      }
    }
  }

  private boolean hasRoom(SourceKey source) {
    return underWay.stream().filter(action -> action.source().equals(source)).count()
        < MAX_UNDER_WAY;
  }

  /**
   * The report comes before the end: until it is known, the action is not begun again. The policy
   * is notified after the end: it may ask for what was dropped again.
   */
  private void run(PlannedAction planned) {
    try {
      var report = executeSafely(planned);
      if (report != null) {
        log(planned, report);
        reports.add(planned, report);
      }
    } finally {
      underWay.remove(planned.action());
    }
    news.accept(planned.policy());
  }

  private static void log(PlannedAction planned, ActionReport report) {
    var action = planned.action();
    LogFields.of(LOG.atInfo(), action.source())
        .addKeyValue("policy", planned.policy().name())
        .addKeyValue("rule", planned.rule())
        .addKeyValue("endpoint", action.endpointId())
        .addKeyValue("domain", planned.domainId())
        .addKeyValue("action", action.verb().value())
        .addKeyValue("result", report.result())
        .addKeyValue("message", report.message())
        .log("finished the action");
  }

  /** A fault of our own is reported too: what has no report would be requested at once again. */
  private @Nullable ActionReport executeSafely(PlannedAction planned) {
    try {
      return execute(planned);
    } catch (RuntimeException e) {
      LOG.error("internal error: {}", planned.action(), e);
      return new ActionReport(Result.OUR_FAULT, CloudFailure.internalError().message());
    }
  }

  /**
   * Carries an action out in this thread.
   *
   * @return the outcome; null if it was dropped, because the policy asks for it no longer
   */
  @Nullable ActionReport execute(PlannedAction planned) {
    if (!edges.isEnabled().getAsBoolean()) {
      return new ActionReport(Result.WITHDRAWN, "Nothing was requested: acceptance is disabled.");
    }
    if (!reports.isWanted(planned)) {
      return null;
    }
    var source = planned.action().source();
    if (!edges.gate().admits(source)) {
      return ActionReports.of(new ActionOutcome.NotSent(ActionOutcome.Reason.CIRCUIT_OPEN));
    }
    try {
      var look = new FreshLook(clients.apply(source.source().kind()), edges.access(), clock);
      var seen = look.at(planned);
      var obstacle = seen.obstacle() == null ? policyObstacle(planned) : seen.obstacle();
      return obstacle == null ? request(planned, seen.since().plus(FRESH)) : obstacle;
    } catch (CloudException e) {
      edges.gate().acted(source, e.failure());
      return ActionReports.unread(e.failure());
    }
  }

  private @Nullable ActionReport request(PlannedAction planned, MonotonicTime end) {
    var outcome =
        executor.execute(
            planned.action(), () -> reports.isWanted(planned) && clock.now().isBefore(end));
    return outcome instanceof ActionOutcome.NotSent && !reports.isWanted(planned)
        ? null
        : ActionReports.of(outcome);
  }

  private @Nullable ActionReport policyObstacle(PlannedAction planned) {
    try {
      return edges.policies().isPresent(planned.policy())
          ? null
          : new ActionReport(Result.WITHDRAWN, "Nothing was requested: the policy has changed.");
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("namespace", planned.policy().namespace())
          .addKeyValue("policy", planned.policy().name())
          .log("cannot read the policy from the API server: {}", e.toString());
      return new ActionReport(
          Result.NOT_SENT, "The policy could not be read from the API server: nothing was sent.");
    }
  }
}
