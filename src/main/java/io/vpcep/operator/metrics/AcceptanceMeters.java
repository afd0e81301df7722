package io.vpcep.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec.Mode;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.reconcile.AcceptanceListener;
import java.util.stream.Stream;

/** Counts the decisions of each policy, as long as there is the policy. */
public final class AcceptanceMeters implements AcceptanceListener {

  private final MeterRegistry registry;

  /** Meters of no policy. */
  public AcceptanceMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** From 0 on: Prometheus sees no increase in a series that begins with 1. */
  @Override
  public void known(String namespace, String policy) {
    counters(namespace, policy).forEach(counter -> counter.register(registry));
  }

  @Override
  public void decided(String namespace, String policy, DecisionEntry decision) {
    counter(namespace, policy, decision.action(), decision.result()).register(registry).increment();
  }

  @Override
  public void forgotten(String namespace, String policy) {
    counters(namespace, policy).forEach(counter -> registry.remove(counter.register(registry)));
  }

  private static Stream<Counter.Builder> counters(String namespace, String policy) {
    return Stream.of(Action.values())
        .flatMap(
            action ->
                Stream.of(Result.values())
                    .filter(result -> result != Result.Started)
                    .map(result -> counter(namespace, policy, action, result)));
  }

  private static Counter.Builder counter(
      String namespace, String policy, Action action, Result result) {
    var metric = Metric.ACCEPTANCE_DECISIONS;
    var mode = result == Result.DryRun ? Mode.DryRun : Mode.Enforce;
    return Counter.builder(metric.meter())
        .description(metric.description())
        .tags(metric.tags(namespace, policy, action.name(), result.name(), mode.name()));
  }
}
