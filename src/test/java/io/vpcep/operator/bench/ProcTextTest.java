package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcTextTest {

  private static final String STATUS =
      """
      Name:\tjava
      VmHWM:\t  221204 kB
      VmRSS:\t  218112 kB
      Threads:\t41
      """;

  @Test
  void readsSizesInBytes() {
    assertThat(ProcText.bytes(STATUS, "VmRSS")).isEqualTo(218_112L * 1024);
    assertThat(ProcText.bytes(STATUS, "VmHWM")).isEqualTo(221_204L * 1024);
  }

  @Test
  void readsPlainNumbers() {
    assertThat(ProcText.number(STATUS, "Threads")).isEqualTo(41);
  }

  @Test
  void readsForHowLongAllCoresWereIdle() {
    var stat =
        """
        cpu  100 2 300 4500 50 0 0 0 0 0
        cpu0 50 1 150 2250 25 0 0 0 0 0
        """;

    assertThat(ProcText.idle(stat)).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> ProcText.bytes(STATUS, "VmSwap")).hasMessageContaining("VmSwap");
  }

  @Test
  void addsUserAndSystemTimeWhateverTheProgramIsCalled() {
    var stat = "4711 (a) R (b) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 41 0 12345 1 2 3";

    assertThat(ProcText.cpu(stat)).isEqualTo(Duration.ofSeconds(3));
  }
}
