package io.vpcep.operator.acceptance;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.AcceptRule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.RejectRule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.Rule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a policy: one that rejects wins, wherever it stands; else the first one that allows
 * the connection accepts it.
 */
final class Rules {

  private final List<RejectRule> reject;
  private final List<AcceptRule> accept;

  private Rules(VpcEndpointAcceptancePolicySpec spec) {
    this.reject = requireNonNullElse(spec.reject(), List.of());
    this.accept = requireNonNullElse(spec.accept(), List.of());
  }

  /** The rules of a policy. */
  static Rules of(VpcEndpointAcceptancePolicySpec spec) {
    return new Rules(spec);
  }

  /**
   * Whether a rule with this name still asks for the action, leaving aside how many connections the
   * domain has; a rule that rejects wins here too.
   */
  boolean allow(Action action, String rule, String endpointId, @Nullable String domainId) {
    var rejecting = reject.stream().filter(matching(endpointId, domainId)::test).toList();
    return action == Action.Reject
        ? rejecting.stream().anyMatch(other -> other.name().equals(rule))
        : rejecting.isEmpty()
            && accept.stream()
                .filter(matching(endpointId, domainId)::test)
                .anyMatch(other -> other.name().equals(rule));
  }

  /**
   * What the rules say of a pending connection.
   *
   * @param usage what the domains have
   */
  Ruling of(String endpointId, @Nullable String domainId, DomainUsage usage) {
    var matching = matching(endpointId, domainId);
    for (var rule : reject) {
      if (matching.test(rule)) {
        return new Ruling.Decided(
            Action.Reject, rule.name(), reason("reject", rule, endpointId, domainId));
      }
    }
    Ruling first = new Ruling.Unmatched();
    for (var rule : accept) {
      if (matching.test(rule)) {
        var ruling = accepting(rule, endpointId, domainId, usage);
        if (ruling instanceof Ruling.Decided) {
          return ruling;
        }
        first = first instanceof Ruling.Unmatched ? ruling : first;
      }
    }
    return first;
  }

  private static Ruling accepting(
      AcceptRule rule, String endpointId, @Nullable String domainId, DomainUsage usage) {
    var limit = rule.maxConnectionsPerDomain();
    if (limit != null && domainId != null) {
      if (usage.without(endpointId, domainId) >= limit) {
        return new Ruling.Limited(rule.name(), limit);
      }
      if (!usage.isComplete()) {
        return new Ruling.Unclear(rule.name());
      }
    }
    return new Ruling.Decided(
        Action.Accept, rule.name(), reason("accept", rule, endpointId, domainId));
  }

  /** A connection without a domain matches nothing: nobody knows whose it is. */
  private static Matching matching(String endpointId, @Nullable String domainId) {
    return rule -> domainId != null && (has(rule, domainId) || names(rule, endpointId, domainId));
  }

  /** Whether a rule matches a connection. */
  private interface Matching {
    boolean test(Rule rule);
  }

  private static boolean has(Rule rule, String domainId) {
    return rule.domainIDs() != null && rule.domainIDs().contains(domainId);
  }

  private static boolean names(Rule rule, String endpointId, String domainId) {
    return rule.endpoints() != null
        && rule.endpoints().stream()
            .anyMatch(ref -> ref.id().equals(endpointId) && ref.domainID().equals(domainId));
  }

  private static String reason(
      String list, Rule rule, String endpointId, @Nullable String domainId) {
    return domainId != null && has(rule, domainId)
        ? "Domain %s matches %s rule %s.".formatted(domainId, list, rule.name())
        : "Endpoint %s matches %s rule %s.".formatted(endpointId, list, rule.name());
  }
}
