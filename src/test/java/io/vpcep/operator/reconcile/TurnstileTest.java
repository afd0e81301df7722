package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.operator.poll.WatcherId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let into the controller's queue, and when. */
class TurnstileTest {

  private static final int CROWD = 1_000;

  private final Turnstile turnstile = new Turnstile();
  private final List<WatcherId> queue = new CopyOnWriteArrayList<>();
  private final List<Thread> bringers = new ArrayList<>();

  @AfterEach
  void end() {
    bringers.forEach(Thread::interrupt);
  }

  @Test
  void aCrowdIsLetInAsItIsWorkedOff() {
    // Given
    bring("crowd", CROWD);
    await().until(() -> queue.size() == 64);

    // When
    queue.stream().limit(10).forEach(turnstile::leave);

    // Then
    await().until(() -> queue.size() == 74);
  }

  @Test
  void whoComesLaterWaitsForOneOfTheCrowdAndNotForAll() {
    // Given
    bring("crowd", CROWD);
    await().until(() -> queue.size() == 64);
    bring("other", 1);
    await().until(() -> bringers.get(1).getState() == Thread.State.WAITING);

    // When
    queue.stream().limit(3).forEach(turnstile::leave);

    // Then
    await().until(() -> queue.contains(new WatcherId("other", "r0")));
    assertThat(queue).hasSizeLessThan(70);
  }

  @Test
  void aResourceHasOnePlaceWhateverNewsThereAre() {
    // Given
    var id = new WatcherId("shop", "orders-db");
    turnstile.enter(id);

    // When
    boolean again = turnstile.enter(id);
    turnstile.leave(id);
    boolean afterwards = turnstile.enter(id);

    // Then
    assertThat(again).isFalse();
    assertThat(afterwards).isTrue();
  }

  @Test
  void whoIsInterruptedGoesAway() {
    // Given
    bring("crowd", CROWD);
    await().until(() -> queue.size() == 64);

    // When
    bringers.get(0).interrupt();

    // Then
    await().until(() -> !bringers.get(0).isAlive());
    assertThat(queue).hasSize(64);
  }

  private void bring(String namespace, int count) {
    var bringer =
        new Thread(
            () -> {
              for (int i = 0; i < count && !Thread.currentThread().isInterrupted(); i++) {
                var id = new WatcherId(namespace, "r" + i);
                if (turnstile.enter(id)) {
                  queue.add(id);
                }
              }
            });
    bringer.setDaemon(true);
    bringers.add(bringer);
    bringer.start();
  }
}
