package io.vpcep.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random histories of a cloud, of users and of the operator. {@code -Dhistories=N} tries other than
 * the usual number.
 */
class AcceptanceHistoriesTest {

  private static final int HISTORIES = Integer.getInteger("histories", 10_000);

  @Test
  void nothingIsActedOnThatIsNotPendingNotAllowedOverALimitOrDone() {
    long requests = 0;
    long done = 0;
    for (long seed = 0; seed < HISTORIES; seed++) {
      var history = new RandomHistory(seed);
      history.play();
      requests += history.requests();
      done += history.done();
    }

    assertThat(requests).as("the histories are not empty").isGreaterThan(HISTORIES);
    assertThat(done).isGreaterThan(HISTORIES / 4);
  }
}
