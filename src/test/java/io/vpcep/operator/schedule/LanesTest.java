package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vpcep.operator.connection.AccountKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final AccountKey SHOP = new AccountKey("shop", "prod");
  private static final AccountKey BANK = new AccountKey("bank", "prod");

  private final Queue<Runnable> pool = new ArrayDeque<>();
  private final Lanes lanes = new Lanes(pool::add, 2);
  private final List<String> done = new ArrayList<>();

  @Test
  void aLaneIsNoWiderThanItIs() {
    // When
    run(SHOP, "a", "b", "c", "d");

    // Then
    assertThat(pool).hasSize(2);
  }

  @Test
  void aLaneKeepsTheOrder() {
    // Given
    run(SHOP, "a", "b", "c", "d", "e");

    // When
    work();

    // Then
    assertThat(done).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void anAccountThatIsStuckDelaysNoOther() {
    // Given
    run(SHOP, "stuck", "stuck", "waits");
    pool.remove();
    pool.remove();
    run(BANK, "a", "b", "c");

    // When
    work();

    // Then
    assertThat(done).containsExactly("a", "b", "c");
  }

  @Test
  void aTaskThatBreaksMakesRoomForTheNext() {
    // Given
    lanes.run(
        SHOP,
        () -> {
          throw new IllegalStateException("bug");
        });
    run(SHOP, "a", "b");
    var broken = pool.remove();

    // When
    assertThatIllegalStateException().isThrownBy(broken::run);
    work();

    // Then
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void aTaskMayAddAnother() {
    // Given
    lanes.run(SHOP, () -> run(SHOP, "later"));

    // When
    work();

    // Then
    assertThat(done).containsExactly("later");
  }

  @Test
  void aLaneThatWasEmptyIsUsedAgain() {
    // Given
    run(SHOP, "a");
    work();
    run(SHOP, "b", "c", "d");

    // When
    var atOnce = pool.size();
    work();

    // Then
    assertThat(atOnce).isEqualTo(2);
    assertThat(done).containsExactly("a", "b", "c", "d");
  }

  private void run(AccountKey account, String... names) {
    for (var name : names) {
      lanes.run(account, () -> done.add(name));
    }
  }

  private void work() {
    for (var task = pool.poll(); task != null; task = pool.poll()) {
      task.run();
    }
  }
}
