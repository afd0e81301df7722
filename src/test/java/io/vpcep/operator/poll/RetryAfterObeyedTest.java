package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.poll.PollerFixture.requesting;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who asks again while the cloud has asked to be left alone: nobody. */
class RetryAfterObeyedTest {

  private final PollerFixture pollerFixture = new PollerFixture(() -> 0);

  @Test
  void whatTheCloudAskedForIsObeyedEvenByNewWatchersAndRequests() {
    // Given
    pollerFixture.cloud.failsAlways(throttled(Duration.ofSeconds(40)));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.watch("new", aWatch("endpoint-1"));
    pollerFixture.watch("w", requesting("now", aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 40.2);
  }

  @Test
  void whatTheCloudAskedForIsObeyedWhateverBecomesOfTheAccountMeanwhile() {
    // Given
    pollerFixture.cloud.failsAlways(throttled(Duration.ofSeconds(40)));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.poller.accountLost(PollerFixture.ACCOUNT);
    pollerFixture.poller.accountReady(PollerFixture.ACCOUNT);

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 40.2);
  }

  @Test
  void whatTheCloudAskedForIsObeyedForAMinuteAtMost() {
    // Given
    pollerFixture.cloud.failsAlways(throttled(Duration.ofHours(5)));
    pollerFixture.watch("w", every(Duration.ofSeconds(10), aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(Duration.ofMinutes(2));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 60.2);
  }

  private static CloudFailure throttled(Duration retryAfter) {
    return new CloudFailure(Reason.THROTTLED, "it is Throttled", retryAfter);
  }
}
