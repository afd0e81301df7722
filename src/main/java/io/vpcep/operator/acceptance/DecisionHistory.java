package io.vpcep.operator.acceptance;

/**
 * What the next decisions have to take into account of the earlier ones.
 *
 * @param decisionLog the decisions
 * @param rate how many actions were begun
 * @param consecutiveFailures how many failed in a row
 * @param deadlines when the periods of the status end
 * @param holds the endpoints for which the cloud asked for a later attempt
 */
record DecisionHistory(
    DecisionLog decisionLog,
    RateWindow rate,
    ConsecutiveFailures consecutiveFailures,
    Deadlines deadlines,
    RetryAfterHolds holds) {}
