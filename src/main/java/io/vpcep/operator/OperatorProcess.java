package io.vpcep.operator;

import static java.util.stream.Collectors.toCollection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.cluster.Causes;
import io.vpcep.operator.cluster.CrdSchemaCheck;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.KubernetesAccess;
import io.vpcep.operator.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator as a process: waits for the API server, runs until it is told to stop, and says in
 * one line why it cannot.
 */
final class OperatorProcess {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  /** An API server that was just given other definitions documents them a moment later. */
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
      LOG.error("KUBECONFIG cannot be used: {}", e.getMessage());
      return 2;
    }
    forbiddenInterceptor.tellOfLostTrust(OperatorProcess::endUntrusting);
    try (var client = KubernetesAccess.client(access, forbiddenInterceptor)) {
      return isAnswering(client) && isPrepared(client) ? run(client) : 1;
    } catch (RuntimeException e) {
      LOG.error("the API server {} cannot be used: {}", access.getMasterUrl(), Causes.inOneLine(e));
      LOG.debug("the API server cannot be used", e);
      return 1;
    }
  }

  private int run(KubernetesClient client) throws InterruptedException {
    try (var operator = VpcepOperator.start(settings, client, instance(), forbiddenInterceptor)) {
      LOG.info(
          "{} {} ms after the start of the JVM; metrics on port {}",
          operator.notReadyReason().isEmpty() ? "ready" : "started, and waits for what it lacks,",
          ManagementFactory.getRuntimeMXBean().getUptime(),
          operator.port());
      untilStopped(operator);
      return 0;
    } catch (IOException e) {
      LOG.error(
          "http.port {} of {} cannot be bound: {}",
          settings.http().port(),
          settings.http().address().isEmpty() ? "all addresses" : settings.http().address(),
          e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the operator cannot start: {}", Causes.inOneLine(e));
      LOG.debug("the operator cannot start", e);
    }
    return 1;
  }

  /**
   * Ends at once, without finishing anything: another replica may write soon. Kubernetes starts the
   * container again.
   */
  private static void end() {
    LOG.error("the process ends, so that no two replicas write");
    Runtime.getRuntime().halt(1);
  }

  /**
   * Whether or not it leads: nothing that it sees is what is, and only a new process reads the CA.
   */
  private static void endUntrusting(String reason) {
    LOG.error(
        "the API server's certificate is not trusted any more: {}; restarting to read the cluster CA"
            + " again",
        reason);
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
    // Not sooner: what was won could not be given back.
    operator.startElection(OperatorProcess::end);
    stopped.await();
  }

  /** The API server may come up after us: both are told to start at once when a node boots. */
  private static boolean isAnswering(KubernetesClient client) throws InterruptedException {
    // The client's own tries would go on for half a minute without a word.
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
              "the API server {} did not answer for {} s: {}",
              client.getMasterUrl(),
              PATIENCE.toSeconds(),
              why);
          return false;
        }
        LOG.warn("waiting for the API server {}: {}", client.getMasterUrl(), why);
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
    }
  }

  private static boolean isPrepared(KubernetesClient client) throws InterruptedException {
    var version = Group.NAME + "/" + Group.VERSION;
    var served = client.getApiResources(version);
    var kinds = Kinds.ALL.stream().map(HasMetadata::getKind).collect(toCollection(TreeSet::new));
    if (served != null) {
      served.getResources().forEach(resource -> kinds.remove(resource.getKind()));
    }
    if (kinds.isEmpty()) {
      return isUpToDate(client, version);
    }
    LOG.error(
        "the API server does not serve {} {}: run `kubectl apply -f crds/` first", version, kinds);
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
    LOG.error(
        "the installed definitions of {} are older than this operator, and lack {}{}: run `kubectl"
            + " apply --server-side -f crds/` with the files of this version, or `helm upgrade` with"
            + " crds.install=true",
        version,
        String.join(", ", missing.subList(0, Math.min(SHOWN_FIELDS, missing.size()))),
        missing.size() > SHOWN_FIELDS ? " and more" : "");
    return false;
  }

  private static String instance() {
    var host = System.getenv("HOSTNAME");
    return host == null || host.isEmpty() ? "vpcep-operator" : host;
  }
}
