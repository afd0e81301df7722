package io.vpcep.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.vpcep.operator.cluster.Causes;
import io.vpcep.operator.cluster.CrdSchemaCheck;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.KubernetesAccess;
import io.vpcep.operator.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator as a process: waits for the API server, runs until a signal stops it, and logs in
 * one line why it cannot.
 */
final class OperatorProcess {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  /** An API server publishes the schemas of new definitions a moment later. */
  private static final Duration FOR_DEFINITIONS = Duration.ofSeconds(10);

  private static final int SHOWN_FIELDS = 5;

  private final Settings settings;
  private final ForbiddenInterceptor forbiddenInterceptor = new ForbiddenInterceptor();

  OperatorProcess(Settings settings) {
    this.settings = settings;
  }

  /** Returns the exit code. */
  int run() throws InterruptedException {
    Config access;
    try {
      access = KubernetesAccess.find(System.getenv("KUBECONFIG"));
    } catch (IllegalArgumentException e) {
      LOG.error(StartFailure.KUBECONFIG.message(e.getMessage()));
      return 2;
    }
    forbiddenInterceptor.tellOfLostTrust(OperatorProcess::endUntrusting);
    try (var client = KubernetesAccess.client(access, forbiddenInterceptor, keptLabels())) {
      return isResponding(client) && isPrepared(client) ? run(client) : 1;
    } catch (RuntimeException e) {
      LOG.error(
          StartFailure.API_SERVER_UNUSABLE.message(access.getMasterUrl(), Causes.inOneLine(e)));
      LOG.debug("cannot use the API server", e);
      return 1;
    }
  }

  /** Keys of the labels that somebody here asks for. */
  private Set<String> keptLabels() {
    var keys = new TreeSet<>(settings.metrics().connectionLabels().keySet());
    keys.addAll(settings.watch().labelSelector().keys());
    return keys;
  }

  private int run(KubernetesClient client) throws InterruptedException {
    try (var operator = VpcepOperator.start(settings, client, instance(), forbiddenInterceptor)) {
      var missing = operator.notReadyReason();
      LOG.info(
          "{} after {} ms; metrics on port {}",
          missing.isEmpty() ? "ready" : "started but not ready (" + missing + ")",
          ManagementFactory.getRuntimeMXBean().getUptime(),
          operator.port());
      untilStopped(operator);
      return 0;
    } catch (IOException e) {
      var address = settings.http().address();
      LOG.error(
          StartFailure.PORT_UNAVAILABLE.message(
              settings.http().port(),
              address.isEmpty() ? "all addresses" : address,
              e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error(StartFailure.OTHER.message(Causes.inOneLine(e)));
      LOG.debug("cannot start the operator", e);
    }
    return 1;
  }

  /**
   * Ends at once, without finishing anything: another replica may write soon. Kubernetes starts the
   * container again.
   */
  private static void end() {
    LOG.error(StartFailure.LEASE_LOST.message());
    Runtime.getRuntime().halt(1);
  }

  /** Whether or not it leads: its caches are stale, and only a new process reads the CA. */
  private static void endUntrusting(String reason) {
    LOG.error(StartFailure.CERTIFICATE_UNTRUSTED.message(reason));
    Runtime.getRuntime().halt(1);
  }

  private static void untilStopped(VpcepOperator operator) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          LOG.info("stopping");
          operator.close();
          stopped.countDown();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    // Not earlier: a lease that was acquired could not be released.
    operator.startElection(OperatorProcess::end);
    stopped.await();
  }

  /** The API server may come up later: both start at once when a node boots. */
  private static boolean isResponding(KubernetesClient client) throws InterruptedException {
    // The client's own retries would go on for half a minute without a log line.
    var impatient =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        var version =
            client
                .adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(impatient)
                .call(KubernetesClient::getKubernetesVersion);
        LOG.info("API server {} {}", client.getMasterUrl(), version.getGitVersion());
        return true;
      } catch (KubernetesClientException e) {
        var why = Causes.inOneLine(Objects.requireNonNullElse(e.getCause(), e));
        if (System.nanoTime() > deadline) {
          LOG.error(
              StartFailure.API_SERVER_SILENT.message(
                  client.getMasterUrl(), PATIENCE.toSeconds(), why));
          return false;
        }
        LOG.warn("waiting for the API server {}: {}", client.getMasterUrl(), why);
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
    }
  }

  private static boolean isPrepared(KubernetesClient client) throws InterruptedException {
    var kinds = ServedKinds.missing(client);
    if (kinds.isEmpty()) {
      return isUpToDate(client, ServedKinds.VERSION);
    }
    LOG.error(StartFailure.DEFINITIONS_MISSING.message(ServedKinds.VERSION, kinds));
    return false;
  }

  private static boolean isUpToDate(KubernetesClient client, String version)
      throws InterruptedException {
    long deadline = System.nanoTime() + FOR_DEFINITIONS.toNanos();
    var missing = CrdSchemaCheck.missing(client);
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(BETWEEN_TRIES.toMillis());
      missing = CrdSchemaCheck.missing(client);
    }
    if (missing.isEmpty()) {
      return true;
    }
    LOG.error(StartFailure.DEFINITIONS_OLD.message(version, shown(missing)));
    return false;
  }

  private static String shown(List<String> missing) {
    var first = String.join(", ", missing.subList(0, Math.min(SHOWN_FIELDS, missing.size())));
    return missing.size() > SHOWN_FIELDS ? first + " and more" : first;
  }

  private static String instance() {
    var host = System.getenv("HOSTNAME");
    return host == null || host.isEmpty() ? "vpcep-operator" : host;
  }
}
