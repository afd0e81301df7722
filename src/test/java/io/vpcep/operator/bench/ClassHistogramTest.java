package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClassHistogramTest {

  @Test
  void readsTheBytesOfAllObjects() {
    var text =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         76267        6188872  [B (java.base@17.0.15)
        Total        442135       25535248
        """;

    assertThat(ClassHistogram.totalBytes(text)).isEqualTo(25_535_248);
  }

  @Test
  void saysWhatTheProgramAnsweredInstead() {
    assertThatThrownBy(() -> ClassHistogram.totalBytes("4711:\nno such process"))
        .hasMessageContaining("4711");
  }
}
