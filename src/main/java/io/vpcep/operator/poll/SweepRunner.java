package io.vpcep.operator.poll;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.source.SourceClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sweeps in the threads that they share, and notifies those who listen. Whatever goes wrong in
 * our own code ends where it happened: a sweep always has a result, and a listener that fails does
 * not affect the others.
 */
final class SweepRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SweepRunner.class);

  private final TaskRuntime runtime;
  private final Function<Source.Kind, SourceClient> clients;
  private final AccountAccess access;
  private final CloudClockBound clock;
  private final SweepListener sweeps;
  private final Consumer<SubscriberId> news;
  private final Set<Submission> submitted = ConcurrentHashMap.newKeySet();

  /** A task that the executor has been given, and has not begun. */
  private record Submission(SourcePoll poll, Priority priority) {}

  SweepRunner(
      TaskRuntime runtime,
      Function<Source.Kind, SourceClient> clients,
      AccountAccess access,
      SweepListener sweeps,
      Consumer<SubscriberId> news) {
    this.runtime = runtime;
    this.clients = clients;
    this.access = access;
    this.clock = new CloudClockBound(runtime.clock(), runtime.monotonic());
    this.sweeps = sweeps;
    this.news = news;
  }

  /** Whether a sweep need not wait for its account. */
  boolean isKnown(AccountKey account) {
    try {
      return access.isKnown(account);
    } catch (Throwable e) {
      report(e);
      return true;
    }
  }

  /** See {@link AccountAccess#stretch}. */
  double stretch(AccountKey account, double callsPerSecond) {
    try {
      return access.stretch(account, callsPerSecond);
    } catch (Throwable e) {
      report(e);
      return 1;
    }
  }

  /** Runs a task that makes a call for a source, before most sweeps. */
  void execute(SourceKey source, Runnable task) {
    runtime.executor().execute(taskKey(source), Priority.URGENT, task);
  }

  /**
   * Runs a sweep when it is its turn, once for all who submit it before it begins.
   *
   * @return false if the threads do not take it
   */
  boolean submit(SourcePoll poll, Priority priority, Runnable sweep) {
    var submission = new Submission(poll, priority);
    if (!submitted.add(submission)) {
      return true;
    }
    Runnable task =
        () -> {
          submitted.remove(submission);
          sweep.run();
        };
    try {
      runtime.executor().execute(taskKey(poll.source()), priority, task);
    } catch (Throwable e) {
      report(e);
      return !submitted.remove(submission);
    }
    return true;
  }

  /** Reads the source. Throws nothing. */
  void run(SourceKey source, SourcePoll.Task task) {
    var result = task.result();
    try {
      var client = clients.apply(source.source().kind());
      Runnable responded = () -> runtime.executor().responded(taskKey(source), true);
      Sweep.run(new SourceReader(source, client, access, task, responded), clock);
    } catch (Throwable e) {
      result.aborted();
      report(e);
    }
    task.planner().ended(result.failure());
    task.planner().failureLog().ended(source, result.failure());
  }

  /** Says how a sweep went. */
  void notify(SourceKey source, SourcePoll.Task task, List<SubscriberId> changed) {
    var result = task.result();
    LogFields.of(LOG.atDebug(), source)
        .addKeyValue("kind", result.kind().value())
        .addKeyValue("changed", changed.size())
        .log("swept");
    var duration = task.start().until(clock.monotonic().now());
    guarded(() -> reportResponsive(source, result));
    guarded(() -> sweeps.swept(source, result.kind(), duration, result.failure()));
    changed.forEach(subscriber -> guarded(() -> news.accept(subscriber)));
  }

  /** A cloud with one bad page among good ones responds all the same. */
  private void reportResponsive(SourceKey source, SweepResult result) {
    var failure = result.failure();
    if (!CircuitBreaker.isInconclusive(failure)) {
      boolean responds =
          failure == null || failure.reason() != Reason.CLOUD_UNAVAILABLE || result.hasReadAPage();
      runtime.executor().responded(taskKey(source), responds);
    }
  }

  private void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (Throwable e) {
      report(e);
    }
  }

  private void report(Throwable cause) {
    runtime.errors().report("sweep", cause);
  }

  /** An API of an account: that another one responds says nothing about it. */
  private static TaskKey taskKey(SourceKey source) {
    var account = source.account();
    var api = source.source().kind().label();
    return new TaskKey(account.namespace(), account.name() + "/" + api);
  }
}
