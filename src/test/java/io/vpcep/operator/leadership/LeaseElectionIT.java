package io.vpcep.operator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An election in the API server. */
@ExtendWith(SharedControlPlane.class)
class LeaseElectionIT {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final LeaseTerms TERMS =
      new LeaseTerms(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(300));

  private final KubernetesClient client;

  LeaseElectionIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void theLeaseNamesItsHolderAndPassesOnWhenItIsReleased() {
    try (var first = new Replica("first");
        var second = new Replica("second")) {
      // Given
      first.stand();
      first.awaitLeadership();
      assertThat(holder()).startsWith("first_");
      second.stand();
      // When
      first.close();
      // Then
      second.awaitLeadership();
      assertThat(first.election.isHeld()).isFalse();
      assertThat(first.lost.getCount()).isEqualTo(1);
      assertThat(holder()).startsWith("second_");
    }
  }

  @Test
  void aLeaderThatCannotReachTheApiServerIsNoneBeforeItsLeaseHasRunOut(ControlPlane plane)
      throws Exception {
    try (var replica = new Replica("cut-off")) {
      // Given
      replica.stand();
      replica.awaitLeadership();
      // When
      plane.pauseApiServer();
      long start = System.nanoTime();
      try {
        // Then
        assertThat(replica.lost.await(TERMS.leaseDuration().toMillis(), TimeUnit.MILLISECONDS))
            .as("lost in time, although its request is never answered")
            .isTrue();
        assertThat(replica.election.isHeld()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TERMS.leaseDuration());
      } finally {
        plane.resumeApiServer();
      }
    }
  }

  @Test
  void aStandbyOutlastsAnApiServerThatIsAway(ControlPlane plane) {
    try (var replica = new Replica("patient")) {
      plane.stopApiServer();
      try {
        replica.stand();
        assertThat(replica.election.isHeld()).isFalse();
      } finally {
        plane.startApiServer();
      }
      replica.awaitLeadership();
    }
  }

  private String holder() {
    return client.leases().withName("election").get().getSpec().getHolderIdentity();
  }

  /** A replica that does nothing but lead. */
  private final class Replica implements AutoCloseable {
    private final CountDownLatch gained = new CountDownLatch(1);
    private final CountDownLatch lost = new CountDownLatch(1);
    private final LeaseElection election;

    Replica(String instance) {
      election =
          LeaseElection.of(
              client, client.getNamespace(), "election", instance, TERMS, Clock.systemUTC());
    }

    void stand() {
      election.begin(gained::countDown, lost::countDown);
    }

    void awaitLeadership() {
      await().atMost(SOON).until(() -> gained.getCount() == 0 && election.isHeld());
    }

    @Override
    public void close() {
      election.close();
    }
  }
}
