package io.vpcep.operator.poll;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sweeps and notifies those who listen. Whatever goes wrong in our own code ends where it
 * happened: a sweep always has a result, and a listener that fails does not affect the others.
 */
final class SweepRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SweepRunner.class);
  private static final String STAGE = "sweep";

  private final Function<Source.Kind, SourceClient> clients;
  private final AccountAccess access;
  private final CloudClockBound clock;
  private final InternalErrors errors;
  private final SweepListener sweeps;
  private final Consumer<SubscriberId> news;

  SweepRunner(
      Function<Source.Kind, SourceClient> clients,
      AccountAccess access,
      CloudClockBound clock,
      InternalErrors errors,
      SweepListener sweeps,
      Consumer<SubscriberId> news) {
    this.clients = clients;
    this.access = access;
    this.clock = clock;
    this.errors = errors;
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

  /**
   * Reads the source. Throws nothing.
   *
   * @param answered notified of each page that was read
   */
  SweepResult run(SourceKey source, SourcePoll.Task task, Runnable answered) {
    var result = new SweepResult(task.known().keySet());
    try {
      var client = clients.apply(source.source().kind());
      Runnable read =
          () -> {
            result.readAPage();
            answered.run();
          };
      var reader = new SourceReader(source, client, access, task.priority(), result::asked, read);
      Sweep.run(reader, task, clock, result);
    } catch (Throwable e) {
      result.broke();
      report(e);
    }
    task.planner().ended(result.failure());
    task.planner().failureLog().ended(source, result.failure());
    return result;
  }

  /** Says how a sweep went. */
  void notify(SourceKey source, SweepResult result, MonotonicTime start, List<SubscriberId> told) {
    LogFields.of(LOG.atDebug(), source)
        .addKeyValue("kind", result.kind().value())
        .addKeyValue("changed", told.size())
        .log("swept");
    var duration = start.until(clock.monotonic().now());
    var failure = result.failure();
    guarded(() -> sweeps.swept(source, result.kind(), duration, failure));
    told.forEach(watcher -> guarded(() -> news.accept(watcher)));
  }

  private void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (Throwable e) {
      report(e);
    }
  }

  /** Whoever is notified of the error may fail as well. */
  void report(Throwable cause) {
    try {
      errors.occurred(STAGE, cause);
    } catch (Throwable e) {
      cause.addSuppressed(e);
    }
  }
}
