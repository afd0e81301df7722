package io.vpcep.operator.acceptance;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.AcceptRule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.EndpointRef;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.RejectRule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.Rule;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.RuleProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds rules that can have no effect, or less than they seem to. */
final class RuleCheck {

  /** How both clouds write the IDs of domains in connections. */
  private static final Pattern DOMAIN_ID = Pattern.compile("[0-9a-f]{32}");

  private static final int NAMED = 3;

  private final List<RejectRule> reject;
  private final List<AcceptRule> accept;
  private final List<RuleProblem> problems = new ArrayList<>();

  private RuleCheck(VpcEndpointAcceptancePolicySpec spec) {
    this.reject = requireNonNullElse(spec.reject(), List.of());
    this.accept = requireNonNullElse(spec.accept(), List.of());
  }

  /** What is wrong with the rules, at most one problem of each kind for each; null for nothing. */
  static @Nullable List<RuleProblem> problems(VpcEndpointAcceptancePolicySpec spec) {
    var check = new RuleCheck(spec);
    check.reject.forEach(check::checkDomainForm);
    check.accept.forEach(check::checkDomainForm);
    check.accept.forEach(check::checkRejected);
    for (int i = 0; i < check.accept.size(); i++) {
      check.checkShadowed(check.accept.get(i), check.accept.subList(0, i));
    }
    for (int i = 0; i < check.reject.size(); i++) {
      check.checkShadowed(check.reject.get(i), check.reject.subList(0, i));
    }
    return check.problems.isEmpty() ? null : List.copyOf(check.problems);
  }

  private void checkDomainForm(Rule rule) {
    var odd = new LinkedHashSet<>(domains(rule));
    endpoints(rule).forEach(ref -> odd.add(ref.domainID()));
    odd.removeIf(id -> DOMAIN_ID.matcher(id).matches());
    if (!odd.isEmpty()) {
      add(
          rule,
          "These do not look like domain IDs (32 hexadecimal digits), and may match nothing: %s."
              .formatted(some(odd)));
    }
  }

  private void checkRejected(AcceptRule rule) {
    var rejectedDomains = new LinkedHashSet<String>();
    var rejectedEndpoints = new LinkedHashSet<EndpointRef>();
    for (var other : reject) {
      rejectedDomains.addAll(domains(other));
      rejectedEndpoints.addAll(endpoints(other));
    }
    var lost = new LinkedHashSet<>(domains(rule));
    lost.retainAll(rejectedDomains);
    endpoints(rule).stream()
        .filter(ref -> rejectedEndpoints.contains(ref) || rejectedDomains.contains(ref.domainID()))
        .forEach(ref -> lost.add(ref.id()));
    if (!lost.isEmpty()) {
      add(rule, "A reject rule takes precedence for %s.".formatted(some(lost)));
    }
  }

  private void checkShadowed(Rule rule, List<? extends Rule> earlier) {
    for (var other : earlier) {
      if (includes(other, rule) && limit(rule) <= limit(other)) {
        add(
            rule,
            "This rule has no effect: the earlier rule %s matches everything that it matches."
                .formatted(other.name()));
        return;
      }
    }
  }

  private static boolean includes(Rule other, Rule rule) {
    var otherDomains = domains(other);
    var otherEndpoints = endpoints(other);
    return otherDomains.containsAll(domains(rule))
        && endpoints(rule).stream()
            .allMatch(ref -> otherEndpoints.contains(ref) || otherDomains.contains(ref.domainID()));
  }

  /** Without a limit, a rule allows more than with any. */
  private static int limit(Rule rule) {
    var limit = rule instanceof AcceptRule accepting ? accepting.maxConnectionsPerDomain() : null;
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  private void add(Rule rule, String message) {
    problems.add(new RuleProblem(rule.name(), message));
  }

  private static Set<String> domains(Rule rule) {
    return new LinkedHashSet<>(requireNonNullElse(rule.domainIDs(), List.<String>of()));
  }

  private static Set<EndpointRef> endpoints(Rule rule) {
    return new LinkedHashSet<>(requireNonNullElse(rule.endpoints(), List.<EndpointRef>of()));
  }

  private static String some(Set<String> ids) {
    var named = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
    return ids.size() > NAMED ? named + " and %d more".formatted(ids.size() - NAMED) : named;
  }
}
