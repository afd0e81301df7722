package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.every;
import static io.vpcep.operator.poll.Polling.requesting;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who asks again while the cloud has asked to be left alone: nobody. */
class RetryAfterObeyedTest {

  private final Polling polling = new Polling(() -> 0);

  @Test
  void whatTheCloudAskedForIsObeyedEvenByNewWatchersAndRequests() {
    // Given
    polling.cloud.failsAlways(throttled(Duration.ofSeconds(40)));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.watch("new", aWatch("endpoint-1"));
    polling.watch("w", requesting("now", aWatch("endpoint-0")));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 40.2);
  }

  @Test
  void whatTheCloudAskedForIsObeyedWhateverBecomesOfTheAccountMeanwhile() {
    // Given
    polling.cloud.failsAlways(throttled(Duration.ofSeconds(40)));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.poller.accountLost(Polling.ACCOUNT);
    polling.poller.accountReady(Polling.ACCOUNT);

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 40.2);
  }

  @Test
  void whatTheCloudAskedForIsObeyedForAMinuteAtMost() {
    // Given
    polling.cloud.failsAlways(throttled(Duration.ofHours(5)));
    polling.watch("w", every(Duration.ofSeconds(10), aWatch("endpoint-0")));

    // When
    polling.time.pass(Duration.ofMinutes(2));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 60.2);
  }

  private static CloudFailure throttled(Duration retryAfter) {
    return new CloudFailure(Reason.THROTTLED, "it is Throttled", retryAfter);
  }
}
