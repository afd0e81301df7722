package io.vpcep.operator.leadership;

import java.time.Duration;

/**
 * How an election is timed. All replicas have to agree on the duration at least.
 *
 * @param leaseDuration how long a leader is waited for that is not heard of; in whole seconds,
 *     which is what a Lease can say
 * @param renewDeadline how long a leader goes on that cannot renew the Lease; shorter than that
 * @param retryPeriod how often a leader renews and a standby looks; shorter than both
 */
public record LeaseTerms(Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {}
