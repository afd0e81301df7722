package io.vpcep.operator;

import io.vpcep.operator.account.AccountListener;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.account.AccountSettings;
import io.vpcep.operator.account.RateLimiter;
import io.vpcep.operator.account.SecretReader;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.auth.IamClient;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.OneTimeList;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source once, with the parts of the operator that read it again and again.
 *
 * @param settings the operator's
 */
record OneTimeReader(Settings settings, Clock clock, MonotonicClock monotonic) {

  private static final Logger LOG = LoggerFactory.getLogger(OneTimeReader.class);

  /**
   * Reads the whole list as an account of the cluster.
   *
   * @throws CommandException if the account or the list cannot be read
   * @throws InterruptedException if nobody waits for it any more
   */
  OneTimeList read(SourceKey source, ClusterReader cluster)
      throws CommandException, InterruptedException {
    var key = source.account();
    var account = cluster.account(key);
    // First: the user of the command may lack the permission, and the error has to say so.
    var secret = cluster.secret(key.namespace(), account.getSpec().credentialsSecretRef().name());
    try (var threads = new OperatorThreads(clock, monotonic, OneTimeReader::internalError);
        var clouds =
            new CloudHttp(
                OperatorAssembly.http(settings, BuildInfo.load()),
                (cloud, api, operation, code, duration) -> {},
                clock,
                SourceTypes.SUPPORTED.errors())) {
      var checked = new FirstCheck(new CountDownLatch(1));
      var accounts = accounts(key, threads, clouds, (namespace, name) -> secret, checked);
      accounts.declare(key, account.getMetadata().getUid(), wanted(account));
      checked.await();
      return read(source, clouds, accounts);
    }
  }

  private AccountRegistry accounts(
      AccountKey key,
      OperatorThreads threads,
      CloudHttp clouds,
      SecretReader secrets,
      AccountListener listener) {
    var limit = settings.rateLimit();
    return new AccountRegistry(
        threads.forClouds(),
        settings.clouds(),
        secrets,
        new IamClient(clouds),
        () -> new RateLimiter(limit.requestsPerSecond(), limit.burst(), monotonic),
        key::equals,
        listener);
  }

  private static AccountSettings wanted(CloudAccount account) {
    var spec = account.getSpec();
    return new AccountSettings(
        spec.cloud(), spec.region(), spec.projectID(), spec.credentialsSecretRef().name());
  }

  private OneTimeList read(SourceKey source, CloudHttp clouds, AccountRegistry accounts)
      throws CommandException, InterruptedException {
    requireUsable(source.account(), accounts);
    try {
      var client = SourceTypes.SUPPORTED.clients(clouds).apply(source.source().kind());
      return OneTimeList.read(source, client, accounts, monotonic, OneTimeReader::pause);
    } catch (CloudException e) {
      var failure = e.failure();
      if (failure.reason() == Reason.ACCOUNT_NOT_READY) {
        requireUsable(source.account(), accounts);
      }
      throw CommandFailure.NOT_LISTED.because(failure.reason().value(), failure.message());
    }
  }

  private static void pause(int walks) throws InterruptedException {
    var backoff = new ExponentialBackoff(ThreadLocalRandom.current()::nextDouble);
    Thread.sleep(backoff.pause(walks, null, Duration.ZERO).toMillis());
  }

  /** The state of the account says no more than that there was one. */
  static void internalError(String stage, Throwable cause) {
    LOG.atWarn().addKeyValue("stage", stage).setCause(cause).log("internal error");
  }

  private static void requireUsable(AccountKey key, AccountRegistry accounts)
      throws CommandException {
    var state = accounts.state(key);
    if (state != null && !state.usable()) {
      throw CommandFailure.ACCOUNT_NOT_READY.because(key, state.reason().value(), state.message());
    }
  }

  /** Ends the wait for the account. */
  private record FirstCheck(CountDownLatch ended) implements AccountListener {

    void await() throws InterruptedException {
      ended.await();
    }

    @Override
    public void stateChanged(AccountKey key) {
      ended.countDown();
    }

    @Override
    public void settingsChanged(AccountKey key) {
      // Nobody changes them.
    }

    @Override
    public void probeDue(AccountKey key) {
      // Nobody waits for a better time.
    }
  }
}
