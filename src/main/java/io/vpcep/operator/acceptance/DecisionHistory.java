package io.vpcep.operator.acceptance;

/**
 * What earlier decisions left to those that follow.
 *
 * @param decisionLog the decisions
 * @param rate how many actions were begun
 * @param consecutiveFailures how many failed in a row
 * @param deadlines when they end
 * @param holds for whom the cloud asks for patience
 */
record DecisionHistory(
    DecisionLog decisionLog,
    RateWindow rate,
    ConsecutiveFailures consecutiveFailures,
    Deadlines deadlines,
    RetryAfterHolds holds) {}
