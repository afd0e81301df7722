package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration SOME = Duration.ofSeconds(10);

  @Test
  void nothingIsStuckWhileWorkIsDone() {
    var watchdog = watching(place("sweep", Watchdog.PATIENCE), place("timer", SOME));

    assertThat(watchdog.stuck()).isEmpty();
  }

  @Test
  void namesTheStageWhereDueWorkIsNotDone() {
    var watchdog = watching(place("sweep", Watchdog.PATIENCE.plusSeconds(1)), place("timer", SOME));

    assertThat(watchdog.stuck())
        .isEqualTo("work has been due for 301 s in stage sweep and none is done");
  }

  @Test
  void tellsTheLongestWaitOfEachStage() {
    var watchdog =
        watching(
            place("sweep", SOME), place("sweep", Duration.ZERO), place("timer", Duration.ZERO));

    assertThat(watchdog.oldestDue())
        .containsEntry("sweep", SOME)
        .containsEntry("timer", Duration.ZERO)
        .hasSize(2);
  }

  private static Watchdog watching(MonitoredQueue... places) {
    return new Watchdog(List.of(places));
  }

  private static MonitoredQueue place(String stage, Duration oldestDue) {
    return new MonitoredQueue() {
      @Override
      public String stage() {
        return stage;
      }

      @Override
      public Duration oldestDue() {
        return oldestDue;
      }
    };
  }
}
