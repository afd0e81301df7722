package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.bench.SoakPlan.Kill;
import io.vpcep.operator.bench.SoakPlan.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoakPlanTest {

  @Test
  void killsTheLeaderAndThenTheStandbyInTenMinutesAndComparesTheSecondWithTheLastThird() {
    var plan = SoakPlan.of(Duration.ofMinutes(10));

    assertThat(plan.kills())
        .containsExactly(new Kill(seconds(75), true), new Kill(seconds(375), false));
    assertThat(plan.first()).isEqualTo(new Window(seconds(200), seconds(400)));
    assertThat(plan.last()).isEqualTo(new Window(seconds(400), seconds(600)));
  }

  @Test
  void killsOneReplicaEachFiveMinutesOfAnHourTheLeaderMoreOftenThanTheStandby() {
    var kills = SoakPlan.of(Duration.ofHours(1)).kills();

    assertThat(kills).hasSize(12);
    for (int i = 1; i < kills.size(); i++) {
      assertThat(kills.get(i).at().minus(kills.get(i - 1).at())).isEqualTo(Duration.ofMinutes(5));
    }
    assertThat(kills).filteredOn(Kill::ofLeader).hasSize(7);
  }

  @Test
  void comparesTenMinutesOfTheLastLeaderOfAnHour() {
    var plan = SoakPlan.of(Duration.ofHours(1));

    assertThat(plan.first()).isEqualTo(new Window(seconds(2_000), seconds(2_600)));
    assertThat(plan.last()).isEqualTo(new Window(seconds(3_000), seconds(3_600)));
  }

  @ParameterizedTest
  @ValueSource(ints = {240, 600, 720, 975, 1_200, 1_800, 2_700, 3_600, 10_800})
  void letsTheLeaderOfBothWindowsLive(int duration) {
    var plan = SoakPlan.of(seconds(duration));

    assertThat(plan.kills()).allMatch(kill -> kill.at().compareTo(plan.duration()) < 0);
    assertThat(plan.kills())
        .filteredOn(Kill::ofLeader)
        .isNotEmpty()
        .allMatch(kill -> kill.at().compareTo(plan.first().from()) < 0);
    assertThat(
            List.of(plan.first().from(), plan.first().to(), plan.last().from(), plan.last().to()))
        .isSorted();
    assertThat(plan.first().from()).isLessThan(plan.first().to());
    assertThat(plan.last().to()).isEqualTo(plan.duration());
  }

  @Test
  void refusesADurationThatHasNoRoomForItAll() {
    assertThatThrownBy(() -> SoakPlan.of(seconds(239)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsTheBeginningOfAWindowAndNotItsEnd() {
    var window = new Window(seconds(1), seconds(2));

    assertThat(window.contains(seconds(1))).isTrue();
    assertThat(window.contains(seconds(2))).isFalse();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
