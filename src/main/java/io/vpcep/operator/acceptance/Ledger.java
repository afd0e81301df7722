package io.vpcep.operator.acceptance;

/**
 * What earlier decisions left to those that follow.
 *
 * @param journal the decisions
 * @param rate how many actions were begun
 * @param setbacks how many failed in a row
 * @param periods when they end
 * @param holds for whom the cloud asks for patience
 */
record Ledger(Journal journal, RateWindow rate, Setbacks setbacks, Periods periods, Holds holds) {}
