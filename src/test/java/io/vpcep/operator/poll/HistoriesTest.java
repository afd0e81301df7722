package io.vpcep.operator.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.Presence;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of a cloud, read by sweeps of every kind. {@code -Dhistories=N} tries other than
 * the usual number.
 */
class HistoriesTest {

  private static final int HISTORIES = Integer.getInteger("histories", 400);
  private static final int SWEEPS = 12;

  @ParameterizedTest
  @EnumSource(RandomCloud.Kind.class)
  void whatIsKnownWasTrueAndBecomesWhatTheCloudHas(RandomCloud.Kind kind) {
    for (long seed = 0; seed < HISTORIES; seed++) {
      // Given
      var cloud = new RandomCloud(seed, kind);

      // When
      for (int i = 0; i < SWEEPS; i++) {
        cloud.sweep();

        // Then
        for (var watcher : cloud.watchers()) {
          wasTrue(cloud, watcher, seed);
        }
      }

      // When
      cloud.rest();
      cloud.sweepUntilAllIsKnown();

      // Then
      for (var watcher : cloud.watchers()) {
        assertThat(cloud.known(watcher))
            .as("%s, seed %s, %s", kind, seed, watcher)
            .isEqualTo(cloud.truth(watcher));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RandomCloud.Kind.class)
  void whatIsKnownOfTheWholeListWasTrueAndBecomesWhatTheCloudHas(RandomCloud.Kind kind) {
    for (long seed = 0; seed < HISTORIES; seed++) {
      // Given
      var cloud = new RandomCloud(seed, kind).watchedAsAWhole();

      // When
      for (int i = 0; i < SWEEPS; i++) {
        cloud.sweep();

        // Then
        var known = cloud.knownWhole();
        if (known != null) {
          assertThat(known.entrySet())
              .as("%s, seed %s", kind, seed)
              .allMatch(listed -> cloud.wasEver(listed.getKey(), listed.getValue()));
        }
      }

      // When
      cloud.rest();
      cloud.sweepUntilAllIsKnown();

      // Then
      assertThat(cloud.knownWhole()).as("%s, seed %s", kind, seed).isEqualTo(cloud.trueWhole());
    }
  }

  @Test
  void mostSweepsOfACloudThatDatesItsChangesReadNotTheWholeList() {
    int incremental = 0;
    int sweeps = 0;
    for (long seed = 0; seed < 100; seed++) {
      var cloud = new RandomCloud(seed, RandomCloud.Kind.DATING);
      cloud.rest();
      for (int i = 0; i < SWEEPS; i++) {
        incremental += cloud.sweep() == SweepKind.INCREMENTAL ? 1 : 0;
        sweeps++;
      }
    }

    assertThat(incremental).isGreaterThan(sweeps / 2);
  }

  private static void wasTrue(RandomCloud cloud, SubscriberId watcher, long seed) {
    var presence = cloud.known(watcher);
    if (presence instanceof Presence.Present present) {
      assertThat(cloud.statesOf(watcher))
          .as("seed %s, %s", seed, watcher)
          .contains(present.connection());
    } else if (presence instanceof Presence.Absent) {
      assertThat(cloud.wasMissing(watcher, Duration.ofMinutes(20)))
          .as("seed %s, %s", seed, watcher)
          .isTrue();
    }
  }
}
