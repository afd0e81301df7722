package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GcUtilizationTest {

  @Test
  void readsTheTimeOfAllCollectionsWhereverItsColumnStands() {
    var text =
        """
          S0     S1     E      O      M     CCS    YGC     YGCT     FGC    FGCT       GCT
          0.00  21.61  60.22  45.42  98.74  94.03     71     0.412     3     0.301     0.713
        """;

    assertThat(GcUtilization.totalSeconds(text)).isEqualTo(0.713);
  }

  @Test
  void saysWhatTheProgramAnsweredInstead() {
    assertThatThrownBy(() -> GcUtilization.totalSeconds("4711 not found"))
        .hasMessageContaining("4711 not found");
  }
}
