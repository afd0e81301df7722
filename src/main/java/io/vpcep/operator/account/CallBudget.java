package io.vpcep.operator.account;

import io.github.bucket4j.Bucket;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;

/** How many calls an account may make: a token bucket, shared by all of its sources. */
public final class CallBudget {

  private final Bucket bucket;

  /**
   * @param requestsPerSecond the lasting rate, at least 1
   * @param burst how many calls may be made at once after a rest, at least 1
   */
  public CallBudget(int requestsPerSecond, int burst) {
    bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit.capacity(burst).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
            .build();
  }

  /**
   * Waits until a call may be made.
   *
   * @throws CloudException when the thread is interrupted, which stays so
   */
  void take() throws CloudException {
    try {
      bucket.asBlocking().consume(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(Reason.CLOUD_UNAVAILABLE, "the call was interrupted");
    }
  }
}
