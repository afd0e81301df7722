package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileTest {

  @Test
  void isTheValueThatTheGivenShareDoesNotExceed() {
    var hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

    assertThat(Percentile.of(hundred, 99)).isEqualTo(99);
    assertThat(Percentile.of(hundred, 50)).isEqualTo(50);
    assertThat(Percentile.of(hundred, 100)).isEqualTo(100);
  }

  @Test
  void takesTheGreatestOfFewValuesWhateverTheirOrder() {
    assertThat(Percentile.of(List.of(3.0, 9.0, 1.0), 99)).isEqualTo(9);
  }

  @Test
  void hasNoAnswerWithoutValues() {
    assertThatThrownBy(() -> Percentile.of(List.of(), 99))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
