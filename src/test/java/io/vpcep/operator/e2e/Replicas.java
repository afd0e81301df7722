package io.vpcep.operator.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replicas of the operator that elect a leader among them, each a process with a name of its own,
 * which stands in the Lease, in events, and in the managed fields of what it writes.
 */
final class Replicas {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final OperatorFixture fixture;
  private final String configuration;
  private final History<Lease> leases;
  private final List<OperatorJar> all = new ArrayList<>();

  /**
   * None yet.
   *
   * @param terms YAML of {@code leaderElection} beside the names
   */
  Replicas(OperatorFixture fixture, String terms) {
    this(fixture, terms, "");
  }

  /**
   * None yet.
   *
   * @param terms YAML of {@code leaderElection} beside the names
   * @param more YAML of the configuration beside polling and {@code leaderElection}
   */
  Replicas(OperatorFixture fixture, String terms, String more) {
    this.fixture = fixture;
    this.configuration =
        """
        polling: {defaultInterval: 1s, minInterval: 1s}
        leaderElection: {enabled: true, leaseNamespace: %s%s}
        %s"""
            .formatted(fixture.namespace(), terms, more);
    this.leases = fixture.history(Lease.class);
  }

  /** Starts another replica; it may take some seconds to be ready. */
  OperatorJar start() throws IOException {
    var name = "replica-" + all.size();
    var replica =
        fixture.jar(name, configuration).jvm("-Dkubernetes.user.agent=" + name, "-Xmx96m").start();
    all.add(replica);
    return replica;
  }

  /** The one that the Lease names, as soon as it names one that runs. */
  OperatorJar awaitLeader() {
    await().atMost(SOON).until(() -> leader().isPresent());
    return leader().orElseThrow();
  }

  private Optional<OperatorJar> leader() {
    var holder = holder();
    return all.stream()
        .filter(OperatorJar::isRunning)
        .filter(replica -> replica.name().equals(holder))
        .findFirst();
  }

  private @Nullable String holder() {
    var lease = fixture.user().leases().withName("vpcep-operator").get();
    return lease == null ? null : replicaOf(lease);
  }

  /** Who holds the Lease, without what makes it unlike any other process; null for nobody. */
  private static @Nullable String replicaOf(Lease lease) {
    var identity = lease.getSpec().getHolderIdentity();
    return identity == null ? null : identity.replaceFirst("_.*", "");
  }

  /** The first moment after another when somebody else was heard to hold the Lease. */
  Instant awaitSuccessor(OperatorJar former, Instant since) {
    await().atMost(SOON).until(() -> successor(former, since).isPresent());
    return successor(former, since).orElseThrow();
  }

  private Optional<Instant> successor(OperatorJar former, Instant since) {
    return leases.of("vpcep-operator", since).stream()
        .filter(version -> replicaOf(version.resource()) != null)
        .filter(version -> !former.name().equals(replicaOf(version.resource())))
        .map(History.Version::at)
        .findFirst();
  }

  /** Who held the Lease when the API server stood at a revision. */
  @Nullable String holderAt(long revision) {
    return leases.of("vpcep-operator").stream()
        .map(History.Version::resource)
        .filter(lease -> revision(lease.getMetadata().getResourceVersion()) < revision)
        .reduce((earlier, later) -> later)
        .map(Replicas::replicaOf)
        .orElse(null);
  }

  /** Everybody who ever held the Lease, in this order. */
  List<String> leaders() {
    var leaders = new ArrayList<String>();
    for (var version : leases.of("vpcep-operator")) {
      var holder = replicaOf(version.resource());
      if (holder != null
          && (leaders.isEmpty() || !leaders.get(leaders.size() - 1).equals(holder))) {
        leaders.add(holder);
      }
    }
    return leaders;
  }

  static long revision(@Nullable String resourceVersion) {
    return Long.parseLong(Objects.requireNonNull(resourceVersion));
  }
}
