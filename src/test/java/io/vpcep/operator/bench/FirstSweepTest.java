package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstSweepTest {

  @Test
  void countsThePagesOfEachSource() {
    var calls = List.of("/a?offset=0", "/b?offset=0", "/a?offset=1000", "/a?offset=2000");

    assertThat(FirstSweep.calls(calls)).isEqualTo(4);
  }

  @Test
  void leavesOutWhatASourceIsAskedOnceItBeginsAgain() {
    var calls =
        List.of("/a?offset=0", "/a?offset=1000", "/b?offset=0", "/a?offset=0", "/a?offset=1000");

    assertThat(FirstSweep.calls(calls)).isEqualTo(3);
  }

  @Test
  void countsAPageThatIsAskedForAgainWithinASweep() {
    var calls = List.of("/a?offset=0", "/a?offset=1000", "/a?offset=1000");

    assertThat(FirstSweep.calls(calls)).isEqualTo(3);
  }

  @Test
  void isNothingWithoutCalls() {
    assertThat(FirstSweep.calls(List.of())).isZero();
  }
}
