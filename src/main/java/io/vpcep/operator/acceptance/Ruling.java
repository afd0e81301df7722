package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;

/** What the rules of a policy say of a pending connection. */
sealed interface Ruling {

  /** A rule decides it. */
  record Decided(Action action, String rule, String reason) implements Ruling {}

  /** A rule would accept it, were it not for the limit of its domain. */
  record Limited(String rule, int limit) implements Ruling {}

  /** A rule may accept it, but the list does not tell how many connections its domain has. */
  record Unclear(String rule) implements Ruling {}

  /** No rule matches it. */
  record Unmatched() implements Ruling {}
}
