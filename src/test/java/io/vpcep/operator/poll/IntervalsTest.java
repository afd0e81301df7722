package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  @Test
  void theShortestOneHoldsUntilAllWhoHaveItHaveLeft() {
    // Given
    var intervals = new Intervals();
    intervals.add(MINUTE);
    intervals.add(SECOND);
    intervals.add(SECOND);

    // When, then
    assertThat(intervals.shortest()).isEqualTo(SECOND);
    intervals.remove(SECOND);
    assertThat(intervals.shortest()).isEqualTo(SECOND);
    intervals.remove(SECOND);
    assertThat(intervals.shortest()).isEqualTo(MINUTE);
    intervals.remove(MINUTE);
    assertThat(intervals.shortest()).isEqualTo(Duration.ZERO);
  }
}
