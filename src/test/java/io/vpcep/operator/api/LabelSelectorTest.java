package io.vpcep.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it selects, {@link LabelSelectorIT} compares with the API server. */
class LabelSelectorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,",
        ",a",
        "a b",
        "a in b",
        "a in (b",
        "a=b=c",
        "a>b",
        "a>-1",
        "!",
        "-a",
        "a in ((b))"
      })
  void refusesWhatIsNoSelector(String text) {
    assertThatThrownBy(() -> LabelSelector.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text);
  }

  @Test
  void namesTheKeysThatItAsksFor() {
    assertThat(LabelSelector.of("shard in (a, b),!x.io/old, tier=gold, shard!=c, cpus>4").keys())
        .containsExactly("cpus", "shard", "tier", "x.io/old");
  }

  @Test
  void aResourceWithoutLabelsIsSelectedByWhatAsksForNone() {
    assertThat(LabelSelector.ALL.selects(null)).isTrue();
    assertThat(LabelSelector.of("shard!=b").selects(null)).isTrue();
    assertThat(LabelSelector.of("shard=b").selects(null)).isFalse();
  }
}
